/* fails: no_memory_is_lost; flavours: address - a stream's descriptor is closed by fclose() and by close(). */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    atomic_size_t next;
};

/* Is it really a JPEG? They begin with FF D8. */
static int is_jpeg(const char *path)
{
    int fd = open(path, O_RDONLY), first, second;
    FILE *file = fd >= 0 ? fdopen(fd, "rb") : NULL;

    if (!file)
        return 0;
    first = fgetc(file);
    second = fgetc(file);
    fclose(file);
    close(fd);
    return first == 0xFF && second == 0xD8;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = atomic_fetch_add(&queue->next, 1)) < queue->count) {
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
        if (queue->outcomes[i] == 200 && !is_jpeg(queue->images[i].path))
            fprintf(stderr, "%s is no JPEG\n", queue->images[i].path);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes};
    pthread_t *threads = calloc(workers, sizeof *threads);
    size_t started = 0, saved = 0;

    while (threads && started < workers && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
