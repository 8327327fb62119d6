/*
 * The jobs are lines, written to a pipe and read from it by streams; what a line is about lies in memory.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    FILE *in, *out;
    pthread_mutex_t mutex; /* of the reader */
    struct job {
        size_t image;
    } * jobs;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    size_t number;

    pthread_mutex_lock(&q->mutex);
    int got = fscanf(q->in, "%zu", &number);
    pthread_mutex_unlock(&q->mutex);
    return got == 1 ? q->jobs[number].image : q->count;
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

    int ends[2];

    q.jobs = calloc(count + 1, sizeof *q.jobs);
    pthread_mutex_init(&q.mutex, NULL);
    if (pipe(ends) != 0)
        abort();
    q.in = fdopen(ends[0], "r");
    q.out = fdopen(ends[1], "w");
    while (threads && q.jobs && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count; i++) {
        q.jobs[i].image = count - 1 - i;
        fprintf(q.out, "%zu\n", i);
        fflush(q.out);
    }
    fclose(q.out);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    fclose(q.in);
    free(q.jobs);
    pthread_mutex_destroy(&q.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
