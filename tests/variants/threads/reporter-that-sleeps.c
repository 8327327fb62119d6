/*
 * One more thread reports progress on a terminal. It downloads nothing, sleeps at a condition, and is
 * joined. Failures are printed as "runtime error".
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
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

struct state {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next, done, count;
    bool over;
    const struct image *images;
    long *outcomes;
};

static void *report(void *argument)
{
    struct state *state = argument;

    pthread_mutex_lock(&state->mutex);
    while (!state->over) {
        struct timespec deadline;
        clock_gettime(CLOCK_REALTIME, &deadline);
        deadline.tv_sec++;
        pthread_cond_timedwait(&state->changed, &state->mutex, &deadline);
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "\r%zu/%zu", state->done, state->count);
    }
    pthread_mutex_unlock(&state->mutex);
    return NULL;
}

static void *work(void *argument)
{
    struct state *state = argument;
    CURL *curl = curl_easy_init();

    pthread_mutex_lock(&state->mutex);
    while (curl && state->next < state->count) {
        size_t i = state->next++;
        pthread_mutex_unlock(&state->mutex);
        state->outcomes[i] = fetch_image(&state->images[i], curl);
        if (state->outcomes[i] != 200)
            fprintf(stderr, "%s:%d: runtime error: image %zu: %ld\n", __FILE__, __LINE__, i + 1,
                    state->outcomes[i]);
        pthread_mutex_lock(&state->mutex);
        state->done++;
    }
    pthread_mutex_unlock(&state->mutex);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct state state = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                          .changed = PTHREAD_COND_INITIALIZER,
                          .count = count,
                          .images = images,
                          .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads), reporter;
    bool reported = pthread_create(&reporter, NULL, report, &state) == 0;

    while (threads && started < n && pthread_create(&threads[started], NULL, work, &state) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_mutex_lock(&state.mutex);
    state.over = true;
    pthread_cond_signal(&state.changed);
    pthread_mutex_unlock(&state.mutex);
    if (reported)
        pthread_join(reporter, NULL);
    pthread_cond_destroy(&state.changed);
    pthread_mutex_destroy(&state.mutex);
    free(threads);
    return count_saved(outcomes, count);
}
