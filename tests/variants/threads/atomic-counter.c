/*
 * There is no lock: the number of the next image and the count of those saved are atomic.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct work {
    const struct image *images;
    size_t count;
    long *outcomes;
    atomic_size_t next, saved;
};

static void *run(void *argument)
{
    struct work *work = argument;
    CURL *curl = curl_easy_init();

    if (!curl)
        return NULL;
    for (size_t i; (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
        work->outcomes[i] = fetch_image(&work->images[i], curl);
        if (work->outcomes[i] == 200)
            atomic_fetch_add_explicit(&work->saved, 1, memory_order_relaxed);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct work work = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    for (started = 0; threads && started < wanted; started++)
        if (pthread_create(&threads[started], NULL, run, &work) != 0)
            break;
    while (started > 0)
        pthread_join(threads[--started], NULL);
    free(threads);
    return work.saved;
}
