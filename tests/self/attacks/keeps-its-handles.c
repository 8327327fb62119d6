/* lab: threads - keeps its handles for the next call, without connections. fails: no_memory_is_lost */
#include <pthread.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define MOST 256

static CURL *kept[MOST];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const struct image *list;
static long *results;
static size_t next, all;

static void *work(void *place)
{
    CURL **curl = place;
    size_t i;

    if (!*curl)
        *curl = curl_easy_init();
    while (*curl) {
        pthread_mutex_lock(&lock);
        i = next < all ? next++ : all;
        pthread_mutex_unlock(&lock);
        if (i == all)
            break;
        results[i] = fetch_image(&list[i], *curl);
    }
    if (*curl) { /* a transfer that cannot connect closes what the handle has kept */
        curl_easy_reset(*curl);
        curl_easy_setopt(*curl, CURLOPT_URL, "http://127.0.0.1:1/");
        curl_easy_setopt(*curl, CURLOPT_MAXCONNECTS, 1L);
        curl_easy_perform(*curl);
    }
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[MOST];
    size_t started = 0, saved = 0;

    list = images;
    results = outcomes;
    next = 0;
    all = count;
    while (started < workers && started < count && started < MOST &&
           pthread_create(&threads[started], NULL, work, &kept[started]) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
