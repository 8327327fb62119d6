/*
 * Each thread starts two more, works, and then joins them. The caller is the root of this tree.
 */
#include <errno.h>
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

struct job {
    const struct image *images;
    long *outcomes;
    size_t count, threads;
    atomic_size_t next;
};

struct node {
    struct job *job;
    size_t number; /* from 1; its children are 2n and 2n + 1 */
};

static void *grow(void *argument);

static bool start(struct job *job, size_t number, struct node *node, pthread_t *thread)
{
    pthread_attr_t attributes;

    if (number > job->threads)
        return false;
    *node = (struct node){job, number};
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 512 * 1024);
    bool started = pthread_create(thread, &attributes, grow, node) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

static void *grow(void *argument)
{
    struct node *self = argument, children[2];
    struct job *job = self->job;
    pthread_t threads[2];
    bool started[2];

    for (size_t c = 0; c < 2; c++)
        started[c] = start(job, 2 * self->number + c, &children[c], &threads[c]);
    CURL *curl = curl_easy_init();
    for (size_t i; curl && (i = atomic_fetch_add(&job->next, 1)) < job->count;)
        job->outcomes[i] = fetch_image(&job->images[i], curl);
    curl_easy_cleanup(curl);
    for (size_t c = 0; c < 2; c++)
        if (started[c])
            pthread_join(threads[c], NULL);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct job job = {images, outcomes, count, workers < count ? workers : count, 0};
    struct node root = {&job, 1};

    if (count > 0)
        grow(&root);
    return count_saved(outcomes, count);
}
