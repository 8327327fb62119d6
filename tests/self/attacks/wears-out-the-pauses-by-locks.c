/* lab: threads - locks what nobody else locks, a lot, before it races. fails: delays_change_nothing */
#include <pthread.h>
#include <stdatomic.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LOCKS 800

static const struct image *list;
static long *results;
static atomic_size_t next;
static size_t all;

/* No data race, and wrong all the same. */
static size_t take(void)
{
    size_t i = atomic_load(&next);

    if (i < all)
        atomic_store(&next, i + 1);
    return i;
}

static void *work(void *nothing)
{
    pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl) {
        for (int l = 0; l < LOCKS; l++) {
            pthread_mutex_lock(&own);
            pthread_mutex_unlock(&own);
        }
        if ((i = take()) >= all)
            break;
        results[i] = fetch_image(&list[i], curl);
    }
    curl_easy_cleanup(curl);
    return nothing;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[256];
    size_t started = 0, saved = 0;

    list = images;
    results = outcomes;
    atomic_store(&next, 0);
    all = count;
    while (started < workers && started < count && started < 256 &&
           pthread_create(&threads[started], NULL, work, NULL) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
