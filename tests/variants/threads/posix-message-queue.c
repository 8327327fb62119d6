/*
 * The caller sends image numbers through a POSIX message queue. It removes the queue's name as soon as the
 * queue is open.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

struct pool {
    mqd_t queue;
    const struct image *images;
    long *outcomes;
};

static void *serve(void *argument)
{
    struct pool *pool = argument;
    CURL *curl = curl_easy_init();
    long number;

    for (;;) {
        if (mq_receive(pool->queue, (char *)&number, sizeof number, NULL) != sizeof number)
            continue;
        if (number < 0)
            break;
        pool->outcomes[number] = curl ? fetch_image(&pool->images[number], curl) : -CURLE_FAILED_INIT;
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static void put(mqd_t queue, long number)
{
    while (mq_send(queue, (const char *)&number, sizeof number, 0) != 0 && errno == EINTR)
        continue;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct mq_attr attributes = {.mq_maxmsg = 10, .mq_msgsize = sizeof(long)};
    struct pool pool = {.images = images, .outcomes = outcomes};
    pthread_t threads[workers];
    size_t started = 0;

    pool.queue = mq_open("/fetchlab_jobs", O_CREAT | O_RDWR | O_CLOEXEC, 0600, &attributes);
    if (pool.queue == (mqd_t)-1) {
        perror("mq_open");
        return 0;
    }
    mq_unlink("/fetchlab_jobs");
    while (started < workers && pthread_create(&threads[started], NULL, serve, &pool) == 0)
        started++;
    for (size_t i = 0; i < count && started > 0; i++)
        put(pool.queue, (long)i);
    for (size_t t = 0; t < started; t++)
        put(pool.queue, -1);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    mq_close(pool.queue);
    return count_saved(outcomes, count);
}
