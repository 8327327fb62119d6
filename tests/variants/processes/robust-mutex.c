/*
 * A robust mutex in shared memory guards the queue: a child that takes it over from a dead one makes it
 * consistent.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    pthread_mutex_t mutex; /* guards `next` */
    size_t next, count;
    long outcomes[]; /* each written by the child that took the image, and read when all have ended */
};

static struct queue *make_queue(size_t count)
{
    pthread_mutexattr_t attributes;
    struct queue *queue = mmap(NULL, sizeof *queue + count * sizeof queue->outcomes[0],
                               PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (queue == MAP_FAILED)
        return NULL;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&queue->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    queue->count = count;
    return queue;
}

static bool take(struct queue *queue, size_t *i)
{
    bool taken = false;

    /* The number is right at any moment, so there is nothing to mend but the lock. */
    if (pthread_mutex_lock(&queue->mutex) == EOWNERDEAD)
        pthread_mutex_consistent(&queue->mutex);
    if (queue->next < queue->count) {
        *i = queue->next++;
        taken = true;
    }
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

static void work(struct queue *queue, const struct image images[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take(queue, &i))
        queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

static size_t collect(const struct queue *queue, const struct image images[], long outcomes[])
{
    size_t saved = 0;

    for (size_t i = 0; i < queue->count; i++) {
        outcomes[i] = queue->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0;
    struct queue *queue = make_queue(count);

    if (!queue)
        return 0;
    for (size_t c = 0; c < wanted; c++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0) {
            work(queue, images);
            _exit(0);
        }
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    saved = collect(queue, images, outcomes);
    pthread_mutex_destroy(&queue->mutex);
    munmap(queue, sizeof *queue + count * sizeof queue->outcomes[0]);
    return saved;
}
