/* fails: failing_calls_are_survived; flavours: address - Signals stay blocked if a thread cannot start. */
#include <pthread.h>
#include <stdbool.h>
#include <signal.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

/* The threads share this. The mutex protects `next`. outcomes[i] belongs to the thread that took image i. */
struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    pthread_mutex_t mutex;
    size_t next;
};

/* Take the next image off the queue. Returns false if none is left, or after SIGINT. */
static bool take(struct queue *queue, size_t *i)
{
    bool taken = false;

    pthread_mutex_lock(&queue->mutex);
    if (queue->next < queue->count && !interrupted()) {
        *i = queue->next++;
        taken = true;
    }
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

/* A worker: it makes one handle and uses it for all images that it takes. */
static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    if (!curl)
        return NULL;
    while (take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0; /* not tried yet */
    if (!threads)
        return 0;
    interrupt_watch();
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    pthread_mutex_init(&queue.mutex, NULL);

    /* If some threads cannot start, the others do all the work. */
    while (started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    if (started == wanted)
        pthread_sigmask(SIG_SETMASK, &old, NULL);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    return count_saved(outcomes, count);
}
