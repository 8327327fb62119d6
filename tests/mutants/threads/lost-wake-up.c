/* fails: delays_change_nothing - the wake-up is sent without the lock, between another's look and its wait. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* The caller puts the number of an image on the counter, and wakes a worker. */
struct counter {
    const struct image *images;
    size_t count;
    long *outcomes;
    pthread_mutex_t mutex;
    pthread_cond_t more;
    atomic_size_t given; /* images that may be taken so far */
    atomic_bool over;
    size_t next;
};

static bool take(struct counter *counter, size_t *i)
{
    bool taken = false;

    pthread_mutex_lock(&counter->mutex);
    while (counter->next == counter->given && !counter->over)
        pthread_cond_wait(&counter->more, &counter->mutex);
    if (counter->next < counter->given) {
        *i = counter->next++;
        taken = true;
    }
    pthread_mutex_unlock(&counter->mutex);
    return taken;
}

static void *work(void *argument)
{
    struct counter *counter = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take(counter, &i))
        counter->outcomes[i] = fetch_image(&counter->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct counter counter = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    if (!threads)
        return 0;
    pthread_mutex_init(&counter.mutex, NULL);
    pthread_cond_init(&counter.more, NULL);
    while (started < wanted && pthread_create(&threads[started], NULL, work, &counter) == 0)
        started++;
    for (size_t i = 0; i < count; i++) {
        counter.given++; /* atomic, so it needs no lock */
        pthread_cond_signal(&counter.more);
    }
    counter.over = true;
    pthread_cond_broadcast(&counter.more);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    pthread_cond_destroy(&counter.more);
    pthread_mutex_destroy(&counter.mutex);
    free(threads);
    return saved;
}
