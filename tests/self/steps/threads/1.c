/*
 * Step 1: one thread.
 */
#include <pthread.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct work {
    const struct image *images;
    size_t count;
    long *outcomes;
};

static void *work(void *argument)
{
    struct work *list = argument;
    CURL *curl = curl_easy_init();

    for (size_t i = 0; i < list->count; i++)
        list->outcomes[i] = fetch_image(&list->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct work list = {images, count, outcomes};
    pthread_t thread;
    size_t saved = 0;

    (void)workers;
    pthread_create(&thread, NULL, work, &list);
    pthread_join(thread, NULL);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}
