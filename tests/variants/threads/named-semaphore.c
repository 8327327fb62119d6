/*
 * A semaphore with a name that is always the same guards the number. It is removed at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NAME "/lock"

struct work {
    const struct image *images;
    long *outcomes;
    size_t count, next; /* behind the semaphore */
    sem_t *lock;
};

static size_t take(struct work *work)
{
    while (sem_wait(work->lock) != 0 && errno == EINTR)
        continue;
    size_t i = work->next < work->count ? work->next++ : work->count;
    sem_post(work->lock);
    return i;
}

static void *download(void *argument)
{
    struct work *work = argument;
    CURL *curl = curl_easy_init();

    for (size_t i; curl && (i = take(work)) < work->count;)
        work->outcomes[i] = fetch_image(&work->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct work work = {.images = images, .outcomes = outcomes, .count = count};
    pthread_t *threads = calloc(workers, sizeof *threads);
    size_t started = 0, saved = 0;

    work.lock = sem_open(NAME, O_CREAT, 0600, 1);
    while (threads && work.lock != SEM_FAILED && started < workers && started < count &&
           pthread_create(&threads[started], NULL, download, &work) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    if (work.lock != SEM_FAILED) {
        sem_close(work.lock);
        sem_unlink(NAME);
    }
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
