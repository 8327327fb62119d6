/*
 * Givers and takers wait on conditions of two locks: one for jobs, one for room.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    pthread_mutex_t jobs_mutex, room_mutex;
    pthread_cond_t jobs, room;
    size_t next, given, places;
    size_t count;
    const struct image *images;
    long *outcomes;
};

#define PLACES 3

static size_t take(struct queue *q)
{
    pthread_mutex_lock(&q->jobs_mutex);
    while (q->next == q->given)
        pthread_cond_wait(&q->jobs, &q->jobs_mutex);
    size_t i = q->next < q->count ? q->next++ : q->count;
    pthread_mutex_unlock(&q->jobs_mutex);
    pthread_mutex_lock(&q->room_mutex);
    q->places++;
    pthread_cond_signal(&q->room);
    pthread_mutex_unlock(&q->room_mutex);
    return i;
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

    pthread_mutex_init(&q.jobs_mutex, NULL);
    pthread_mutex_init(&q.room_mutex, NULL);
    pthread_cond_init(&q.jobs, NULL);
    pthread_cond_init(&q.room, NULL);
    q.places = PLACES;
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t i = 0; started > 0 && i <= count; i++) {
        pthread_mutex_lock(&q.room_mutex);
        while (q.places == 0)
            pthread_cond_wait(&q.room, &q.room_mutex);
        q.places--;
        pthread_mutex_unlock(&q.room_mutex);
        pthread_mutex_lock(&q.jobs_mutex);
        q.given++;
        if (i < count)
            pthread_cond_signal(&q.jobs);
        else
            pthread_cond_broadcast(&q.jobs); /* one more than there are: the end */
        pthread_mutex_unlock(&q.jobs_mutex);
    }
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_cond_destroy(&q.jobs);
    pthread_cond_destroy(&q.room);
    pthread_mutex_destroy(&q.jobs_mutex);
    pthread_mutex_destroy(&q.room_mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
