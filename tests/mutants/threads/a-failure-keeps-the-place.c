/* fails: an_error_page_is_no_image (hang) - a thread that meets a failure does not give its place back. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* A thread for each image, and as many places as there are workers. */
struct task {
    pthread_t thread;
    const struct image *image;
    long *outcome;
    sem_t *places;
    CURL **handles;
    pthread_mutex_t *mutex;
    size_t *free_handles;
};

static void *work(void *argument)
{
    struct task *task = argument;

    pthread_mutex_lock(task->mutex);
    CURL *curl = task->handles[--*task->free_handles];
    pthread_mutex_unlock(task->mutex);

    *task->outcome = fetch_image(task->image, curl);

    pthread_mutex_lock(task->mutex);
    task->handles[(*task->free_handles)++] = curl;
    pthread_mutex_unlock(task->mutex);
    if (*task->outcome != 200)
        return NULL;
    sem_post(task->places);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct task *tasks = calloc(count + 1, sizeof *tasks);
    CURL **handles = calloc(workers, sizeof *handles);
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    size_t free_handles = workers, saved = 0;
    sem_t places;

    sem_init(&places, 0, (unsigned)workers);
    for (size_t h = 0; h < workers; h++)
        handles[h] = curl_easy_init();
    for (size_t i = 0; i < count; i++) {
        sem_wait(&places);
        tasks[i] = (struct task){0, &images[i], &outcomes[i], &places, handles, &mutex, &free_handles};
        pthread_create(&tasks[i].thread, NULL, work, &tasks[i]);
    }
    for (size_t i = 0; i < count; i++) {
        pthread_join(tasks[i].thread, NULL);
        saved += outcomes[i] == 200;
    }
    for (size_t h = 0; h < workers; h++)
        curl_easy_cleanup(handles[h]);
    sem_destroy(&places);
    free(handles);
    free(tasks);
    return saved;
}
