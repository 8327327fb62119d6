/*
 * The caller feeds a linked list of jobs; threads that find it empty wait at a condition until it is closed.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct job {
    struct job *next;
    const struct image *image;
    long *outcome;
};

struct queue {
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t changed;
    struct job *first, **end;
    bool closed;
};

static void put(struct queue *queue, struct job *job)
{
    pthread_mutex_lock(&queue->mutex);
    *queue->end = job;
    queue->end = &job->next;
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->mutex);
}

static void close_queue(struct queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->changed);
    pthread_mutex_unlock(&queue->mutex);
}

/* Wait for a job. NULL if no more will come. */
static struct job *get(struct queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    while (!queue->first && !queue->closed)
        pthread_cond_wait(&queue->changed, &queue->mutex);
    struct job *job = queue->first;
    if (job)
        queue->first = job->next;
    if (!queue->first)
        queue->end = &queue->first;
    pthread_mutex_unlock(&queue->mutex);
    return job;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    struct job *job;

    while (curl && (job = get(queue)))
        *job->outcome = fetch_image(job->image, curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    struct job *jobs = calloc(count + 1, sizeof *jobs);

    queue.end = &queue.first;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    while (threads && jobs && started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t i = 0; jobs && i < count; i++) {
        jobs[i] = (struct job){.image = &images[i], .outcome = &outcomes[i]};
        put(&queue, &jobs[i]);
    }
    close_queue(&queue);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    pthread_cond_destroy(&queue.changed);
    pthread_mutex_destroy(&queue.mutex);
    free(jobs);
    free(threads);
    return saved;
}
