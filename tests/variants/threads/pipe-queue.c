/*
 * The queue is a pipe: the caller writes the numbers of the images, whoever is free reads one.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct worker {
    pthread_t thread;
    const struct image *images;
    long *outcomes;
    int queue;
    CURL *curl;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    size_t i;

    /* A number is read in one piece, since it was written in one. */
    while (read(worker->queue, &i, sizeof i) == (ssize_t)sizeof i)
        worker->outcomes[i] = fetch_image(&worker->images[i], worker->curl);
    return NULL;
}

/* Start up to `wanted` workers, each with a handle, so that none of them leaves before the queue is empty. */
static size_t start_workers(struct worker workers[], size_t wanted, const struct worker *common)
{
    size_t started = 0;

    while (started < wanted) {
        struct worker *worker = &workers[started];
        *worker = *common;
        worker->curl = curl_easy_init();
        if (!worker->curl)
            break;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            curl_easy_cleanup(worker->curl);
            break;
        }
        started++;
    }
    return started;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0;
    struct worker *pool = calloc(wanted + 1, sizeof *pool);
    int ends[2];

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (!pool || pipe2(ends, O_CLOEXEC) != 0) {
        free(pool);
        return 0;
    }
    struct worker common = {.images = images, .outcomes = outcomes, .queue = ends[0]};
    size_t started = start_workers(pool, wanted, &common);

    for (size_t i = 0; started > 0 && i < count; i++)
        if (write(ends[1], &i, sizeof i) != (ssize_t)sizeof i)
            break;
    close(ends[1]);
    for (size_t w = 0; w < started; w++) {
        pthread_join(pool[w].thread, NULL);
        curl_easy_cleanup(pool[w].curl);
    }
    close(ends[0]);
    free(pool);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
