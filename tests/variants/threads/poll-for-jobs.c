/*
 * The caller counts jobs up in an eventfd; workers poll it, and try to take one, since another may have been
 * faster.
 */
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    int jobs; /* one for each image, and one for each worker */
    atomic_size_t next;
};

static size_t take(struct queue *queue)
{
    struct pollfd job = {queue->jobs, POLLIN, 0};
    uint64_t one;

    while (read(queue->jobs, &one, sizeof one) != sizeof one)
        poll(&job, 1, -1);
    return queue->next++;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while ((i = take(queue)) < queue->count)
        queue->outcomes[i] = curl ? fetch_image(&queue->images[i], curl) : -CURLE_FAILED_INIT;
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    struct queue queue = {.images = images,
                          .count = count,
                          .outcomes = outcomes,
                          .jobs = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)};
    bool ready = threads && queue.jobs >= 0;

    while (ready && started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    uint64_t jobs = count + started;
    if (started > 0 && write(queue.jobs, &jobs, sizeof jobs) != sizeof jobs)
        abort();
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    if (queue.jobs >= 0)
        close(queue.jobs);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
