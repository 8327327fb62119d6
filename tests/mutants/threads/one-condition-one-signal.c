/* fails: every_schedule_gives_the_same_result; flavours: explored - one condition for two events, and a signal that wakes one: it
 * may wake a thread that waits for the other event, and the right one sleeps on. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct slot {
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* filled, or emptied */
    bool full, closed;
    size_t image;
    const struct image *images;
    long *outcomes;
};

static bool take(struct slot *slot, size_t *i)
{
    pthread_mutex_lock(&slot->mutex);
    while (!slot->full && !slot->closed)
        pthread_cond_wait(&slot->changed, &slot->mutex);
    bool taken = slot->full;
    *i = slot->image;
    slot->full = false;
    pthread_cond_signal(&slot->changed);
    pthread_mutex_unlock(&slot->mutex);
    return taken;
}

static void put(struct slot *slot, size_t i)
{
    pthread_mutex_lock(&slot->mutex);
    while (slot->full)
        pthread_cond_wait(&slot->changed, &slot->mutex);
    slot->image = i;
    slot->full = true;
    pthread_cond_signal(&slot->changed);
    pthread_mutex_unlock(&slot->mutex);
}

static void *work(void *argument)
{
    struct slot *slot = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (take(slot, &i))
        slot->outcomes[i] = curl ? fetch_image(&slot->images[i], curl) : -CURLE_FAILED_INIT;
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct slot slot = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER,
                        .images = images,
                        .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    while (threads && started < wanted && pthread_create(&threads[started], NULL, work, &slot) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count; i++)
        put(&slot, i);
    pthread_mutex_lock(&slot.mutex);
    slot.closed = true;
    pthread_cond_broadcast(&slot.changed);
    pthread_mutex_unlock(&slot.mutex);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    return count_saved(outcomes, count);
}
