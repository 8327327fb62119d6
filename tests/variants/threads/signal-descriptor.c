/*
 * The jobs are signals, which a thread reads from a signalfd; what a number is about lies in memory.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    int signals;
    size_t *order;
    sem_t read;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    struct signalfd_siginfo letter;
    ssize_t got;

    while ((got = read(q->signals, &letter, sizeof letter)) < 0 && errno == EINTR)
        continue;
    sem_post(&q->read);
    return got == sizeof letter && letter.ssi_ptr ? *(size_t *)letter.ssi_ptr : q->count;
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

    sigset_t set, before;

    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 2);
    pthread_sigmask(SIG_BLOCK, &set, &before);
    q.signals = signalfd(-1, &set, SFD_CLOEXEC);
    q.order = calloc(count + 1, sizeof *q.order);
    sem_init(&q.read, 0, 0);
    while (threads && q.order && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count + started; i++) {
        size_t *job = i < count ? &q.order[i] : NULL;
        if (job)
            *job = i;
        sigqueue(getpid(), SIGRTMIN + 2, (union sigval){.sival_ptr = job});
        while (sem_wait(&q.read) != 0) /* no more are under way than the kernel keeps */
            continue;
    }
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    close(q.signals);
    free(q.order);
    sem_destroy(&q.read);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
