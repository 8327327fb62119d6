/* fails: an_image_that_cannot_be_saved_stops_nothing - It notes 200 before the file has its name, and ignores what comes of that. */
#include <pthread.h>
#include <stdbool.h>
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
    {
        struct transfer t;
        long o = transfer_begin(&t, &queue->images[i], curl);
        if (o == 0) {
            CURLcode code = curl_easy_perform(curl);
            o = -(long)code;
            if (code == CURLE_OK)
                curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &o);
            queue->outcomes[i] = o;
            transfer_end(&t, code);
        } else
            queue->outcomes[i] = o;
    }
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
    pthread_mutex_init(&queue.mutex, NULL);

    /* If some threads cannot start, the others do all the work. */
    while (started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    return count_saved(outcomes, count);
}
