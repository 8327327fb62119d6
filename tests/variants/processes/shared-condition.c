/*
 * The children wait at a condition in shared memory until the parent opens the list. A robust mutex guards
 * the list.
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

struct monitor {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    bool open;
    size_t next, count;
    long outcomes[];
};

static bool enter(struct monitor *monitor)
{
    int error = pthread_mutex_lock(&monitor->mutex);

    return error == 0 || (error == EOWNERDEAD && pthread_mutex_consistent(&monitor->mutex) == 0);
}

static void child(struct monitor *monitor, const struct image images[])
{
    CURL *curl = curl_easy_init();

    if (!curl || !enter(monitor)) {
        curl_easy_cleanup(curl);
        _exit(1);
    }
    while (!monitor->open)
        if (pthread_cond_wait(&monitor->opened, &monitor->mutex) == EOWNERDEAD)
            pthread_mutex_consistent(&monitor->mutex);
    while (monitor->next < monitor->count) {
        size_t i = monitor->next++;
        pthread_mutex_unlock(&monitor->mutex);
        long outcome = fetch_image(&images[i], curl);
        if (!enter(monitor)) {
            curl_easy_cleanup(curl);
            _exit(1);
        }
        monitor->outcomes[i] = outcome;
    }
    pthread_mutex_unlock(&monitor->mutex);
    curl_easy_cleanup(curl);
    _exit(0);
}

static void prepare(struct monitor *monitor, size_t count)
{
    pthread_mutexattr_t kind;
    pthread_condattr_t where;

    monitor->count = count;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&monitor->mutex, &kind);
    pthread_mutexattr_destroy(&kind);
    pthread_condattr_init(&where);
    pthread_condattr_setpshared(&where, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&monitor->opened, &where);
    pthread_condattr_destroy(&where);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct monitor) + count * sizeof(long), saved = 0;
    struct monitor *monitor = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (monitor == MAP_FAILED)
        return 0;
    prepare(monitor, count);
    for (size_t w = 0; w < workers; w++) {
        pid_t pid = fork();
        if (pid == 0)
            child(monitor, images);
        if (pid < 0)
            break;
    }
    if (enter(monitor)) {
        monitor->open = true;
        pthread_cond_broadcast(&monitor->opened);
        pthread_mutex_unlock(&monitor->mutex);
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = monitor->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    /* No destroy: a condition waits for its waiters, and one that died would never go. */
    munmap(monitor, bytes);
    return saved;
}
