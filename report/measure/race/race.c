/*
 * race.c - a pool of threads that has no lock around the number of the next image: the mistake that step 3
 * of labs/threads is about. The report shows the order of steps in which an image is fetched twice.
 */
#include <pthread.h>
#include <stddef.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define THREADS 2

static const struct image *list;
static size_t next, length;
static long *results;

static void *work(void *unused)
{
    CURL *curl = curl_easy_init();

    while (next < length) {
        size_t i = next;
        next = i + 1;
        results[i] = fetch_image(&list[i], curl);
    }
    curl_easy_cleanup(curl);
    return unused;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[THREADS];
    size_t saved = 0;

    (void)workers;
    list = images;
    length = count;
    results = outcomes;
    for (int t = 0; t < THREADS; t++)
        pthread_create(&threads[t], NULL, work, NULL);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
