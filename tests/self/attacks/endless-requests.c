/* lab: threads - asks the server without end, on many connections. fails: every_image_is_asked_for_once */
#include <pthread.h>

#include "kit/image.h"
#include "kit/transfer.h"

static void *ask(void *image)
{
    for (CURL *curl = curl_easy_init();;)
        fetch_image(image, curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[16];

    (void)workers, (void)outcomes;
    for (size_t t = 0; count > 0 && t < 16; t++)
        pthread_create(&threads[t], NULL, ask, (void *)&images[t % count]);
    for (size_t t = 0; count > 0 && t < 16; t++)
        pthread_join(threads[t], NULL);
    return count;
}
