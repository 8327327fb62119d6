/* fails: by_one_thread - hidden threads: a pool of them, each with a blocking transfer. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct future {
    const struct image *images;
    size_t count;
    long *outcomes;
    atomic_size_t next;
};

static void *resolve(void *argument)
{
    struct future *future = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = atomic_fetch_add(&future->next, 1)) < future->count)
        future->outcomes[i] = fetch_image(&future->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct future future = {.images = images, .count = count, .outcomes = outcomes};
    size_t places = workers < count ? workers : count, saved = 0;
    pthread_t *awaited = calloc(places + 1, sizeof *awaited);

    for (size_t p = 0; p < places; p++)
        pthread_create(&awaited[p], NULL, resolve, &future);
    for (size_t p = 0; p < places; p++)
        pthread_join(awaited[p], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    free(awaited);
    return saved;
}
