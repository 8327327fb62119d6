/*
 * The caller is one of the workers: one thread fewer is started, and none for a single worker.
 */
#include <pthread.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    long *outcomes;
    size_t left; /* images 0 to left - 1 are not taken yet */
    pthread_mutex_t mutex;
};

/* The last image that is left, or NULL. */
static const struct image *take(struct queue *queue)
{
    const struct image *image = NULL;

    pthread_mutex_lock(&queue->mutex);
    if (queue->left > 0)
        image = &queue->images[--queue->left];
    pthread_mutex_unlock(&queue->mutex);
    return image;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    const struct image *image;

    while (curl && (image = take(queue)))
        queue->outcomes[image - queue->images] = fetch_image(image, curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .outcomes = outcomes, .left = count};
    size_t wanted = (workers < count ? workers : count), started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    pthread_mutex_init(&queue.mutex, NULL);
    while (threads && started + 1 < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    work(&queue);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
