/*
 * Step 2: a queue, and all threads, without a lock. A race: once in many runs it shows in other tests, too.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    size_t next;
};

static bool take(struct queue *queue, size_t *i)
{
    if (queue->next == queue->count)
        return false;
    *i = queue->next++;
    return true;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {images, count, outcomes, 0};
    pthread_t *threads = calloc(workers, sizeof *threads);
    size_t saved = 0;

    for (size_t t = 0; t < workers; t++)
        pthread_create(&threads[t], NULL, work, &queue);
    for (size_t t = 0; t < workers; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}
