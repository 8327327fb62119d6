/*
 * A POSIX message queue carries the jobs; their data are in memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    mqd_t queue;
    size_t *order;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    size_t *job;

    while (mq_receive(q->queue, (char *)&job, sizeof job, NULL) < 0)
        if (errno != EINTR)
            return q->count;
    return job ? *job : q->count;
}

static void *work(void *argument)
{
    struct queue *q = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while ((i = take(q)) < q->count)
        if (curl)
            q->outcomes[i] = fetch_image(&q->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue q = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = sizeof(size_t *)};
    char name[32];

    snprintf(name, sizeof name, "/jobs.%d", getpid());
    q.queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes);
    q.order = calloc(count + 1, sizeof *q.order);
    if (q.queue < 0)
        abort();
    mq_unlink(name);
    while (threads && q.order && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count + started; i++) {
        size_t *job = i < count ? &q.order[i] : NULL;
        if (job)
            *job = i;
        while (mq_send(q.queue, (const char *)&job, sizeof job, 0) != 0)
            continue;
    }
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    mq_close(q.queue);
    free(q.order);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
