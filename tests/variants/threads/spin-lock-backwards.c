/*
 * The list is worked off from its end, behind a spin lock, and each thread returns how many it has saved.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

static pthread_spinlock_t lock; /* guards `left` */
static size_t left;

struct list {
    const struct image *images;
    long *outcomes;
};

/* The number of images left, including the one taken now; 0 if there is none. */
static size_t take(void)
{
    pthread_spin_lock(&lock);
    size_t number = left;
    if (left > 0)
        left--;
    pthread_spin_unlock(&lock);
    return number;
}

static void *work(void *argument)
{
    const struct list *list = argument;
    CURL *curl = curl_easy_init();
    uintptr_t saved = 0;

    for (size_t number; curl && (number = take()) > 0;) {
        long outcome = fetch_image(&list->images[number - 1], curl);
        list->outcomes[number - 1] = outcome;
        saved += outcome == 200;
    }
    curl_easy_cleanup(curl);
    return (void *)saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct list list = {images, outcomes};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    left = count;
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    while (threads && started < wanted && pthread_create(&threads[started], NULL, work, &list) == 0)
        started++;
    for (size_t t = 0; t < started; t++) {
        void *result;
        pthread_join(threads[t], &result);
        saved += (uintptr_t)result;
    }
    pthread_spin_destroy(&lock);
    free(threads);
    return saved;
}
