/*
 * A signal queued to a thread carries its next number (sigwaitinfo); a mutex guards the list of idle threads.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NO_MORE (-1)

struct crew {
    const struct image *images;
    long *outcomes;
    sem_t idle;             /* how many are on the list */
    pthread_mutex_t mutex;  /* guards the list */
    pthread_t *idle_ones;
    size_t idle_count;
};

static sigset_t ours(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 3);
    return set;
}

static void *member(void *argument)
{
    struct crew *crew = argument;
    sigset_t set = ours();
    siginfo_t letter;
    CURL *curl = curl_easy_init();

    for (;;) {
        pthread_mutex_lock(&crew->mutex);
        crew->idle_ones[crew->idle_count++] = pthread_self();
        pthread_mutex_unlock(&crew->mutex);
        sem_post(&crew->idle);
        while (sigwaitinfo(&set, &letter) < 0 && errno == EINTR)
            continue;
        int i = letter.si_value.sival_int;
        if (i == NO_MORE)
            break;
        crew->outcomes[i] = curl ? fetch_image(&crew->images[i], curl) : -CURLE_FAILED_INIT;
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static void tell(struct crew *crew, int what)
{
    while (sem_wait(&crew->idle) != 0)
        continue;
    pthread_mutex_lock(&crew->mutex);
    pthread_t one = crew->idle_ones[--crew->idle_count];
    pthread_mutex_unlock(&crew->mutex);
    pthread_sigqueue(one, SIGRTMIN + 3, (union sigval){.sival_int = what});
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    struct crew crew = {.images = images, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
    pthread_t *threads = calloc(n + 1, sizeof *threads);
    sigset_t set = ours(), before;

    crew.idle_ones = calloc(n + 1, sizeof *crew.idle_ones);
    sem_init(&crew.idle, 0, 0);
    pthread_sigmask(SIG_BLOCK, &set, &before); /* the threads have it from us */
    while (threads && crew.idle_ones && started < n && pthread_create(&threads[started], NULL, member, &crew) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count; i++)
        tell(&crew, (int)i);
    for (size_t t = 0; t < started; t++)
        tell(&crew, NO_MORE);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sem_destroy(&crew.idle);
    pthread_mutex_destroy(&crew.mutex);
    free(crew.idle_ones);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
