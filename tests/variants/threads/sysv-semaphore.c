/*
 * The lock around the next number is a System V semaphore (semop), removed at the end.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    int lock;
    size_t next, count;
    const struct image *images;
    long *outcomes;
};

static void change(int set, short by)
{
    struct sembuf step = {0, by, 0};

    while (semop(set, &step, 1) != 0 && errno == EINTR)
        continue;
}

static void *work(void *argument)
{
    struct queue *q = argument;
    CURL *curl = curl_easy_init();

    while (curl) {
        change(q->lock, -1);
        size_t i = q->next < q->count ? q->next++ : q->count;
        change(q->lock, 1);
        if (i == q->count)
            break;
        q->outcomes[i] = fetch_image(&q->images[i], curl);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue q = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    q.lock = semget(IPC_PRIVATE, 1, 0600 | IPC_CREAT);
    if (!threads || q.lock < 0) {
        free(threads);
        return 0;
    }
    change(q.lock, 1); /* a new one is 0 on Linux */
    while (started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    semctl(q.lock, 0, IPC_RMID);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
