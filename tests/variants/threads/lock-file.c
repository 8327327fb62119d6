/*
 * A thread that can create the lock file exclusively has the lock, and removes the file when done.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    char path[64];
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    const struct timespec rest = {0, 1000000};
    int file;

    while ((file = open(q->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
        nanosleep(&rest, NULL);
    close(file);
    size_t i = q->next < q->count ? q->next++ : q->count;
    unlink(q->path);
    return i;
}

static void *work(void *argument)
{
    struct queue *q = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(q)) < q->count)
        q->outcomes[i] = fetch_image(&q->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue q = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    snprintf(q.path, sizeof q.path, "/tmp/lock.%d", getpid());
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
