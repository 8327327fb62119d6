/* fails: a_killed_child_costs_its_own_images_alone (hang); flavours: address - the mutex is not robust: a child that dies with it hangs all others. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct queue {
    pthread_mutex_t mutex; /* guards `next` */
    size_t next, count;
    long outcomes[]; /* each written by the child that took the image, and read when all have ended */
};

struct place {
    CURL *curl;
    struct transfer transfer;
    bool busy;
};

static struct queue *make_queue(size_t bytes, size_t count)
{
    pthread_mutexattr_t attributes;
    struct queue *queue = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (queue == MAP_FAILED)
        return NULL;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&queue->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    queue->count = count;
    return queue;
}

static bool take(struct queue *queue, size_t *i)
{
    if (pthread_mutex_lock(&queue->mutex) == EOWNERDEAD)
        pthread_mutex_consistent(&queue->mutex);
    bool taken = queue->next < queue->count;
    if (taken)
        *i = queue->next++;
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

/* Put an image into every free place, while there are images. How many places are busy then. */
static size_t fill(struct queue *queue, const struct image images[], CURLM *multi, struct place places[],
                   size_t size)
{
    size_t busy = 0, i;

    for (size_t p = 0; p < size; p++) {
        struct place *place = &places[p];
        while (!place->busy && place->curl && take(queue, &i)) {
            queue->outcomes[i] = transfer_begin(&place->transfer, &images[i], place->curl);
            place->busy = queue->outcomes[i] == 0;
            if (place->busy)
                curl_multi_add_handle(multi, place->curl);
        }
        busy += place->busy;
    }
    return busy;
}

static void empty(struct queue *queue, const struct image images[], CURLM *multi, struct place places[],
                  size_t size)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        curl_multi_remove_handle(multi, curl);
        for (size_t p = 0; p < size; p++)
            if (places[p].curl == curl) {
                struct transfer *transfer = &places[p].transfer;
                queue->outcomes[transfer->image - images] = transfer_end(transfer, code);
                places[p].busy = false;
            }
    }
}

static void work(struct queue *queue, const struct image images[], size_t size)
{
    struct place *places = calloc(size + 1, sizeof *places);
    CURLM *multi = curl_multi_init();
    int running;

    for (size_t p = 0; places && p < size; p++)
        places[p].curl = curl_easy_init();
    while (places && multi && fill(queue, images, multi, places, size) > 0) {
        curl_multi_perform(multi, &running);
        if (running > 0)
            curl_multi_poll(multi, NULL, 0, LONGEST_SLEEP, NULL);
        empty(queue, images, multi, places, size);
    }
    for (size_t p = 0; places && p < size; p++)
        curl_easy_cleanup(places[p].curl);
    curl_multi_cleanup(multi);
    free(places);
}

/* One loop for each processor, none with a single transfer, and no more loops than images. */
static size_t count_processes(size_t workers, size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t processes = processors > 2 ? (size_t)processors : 2;

    if (processes > workers / 2)
        processes = workers > 1 ? workers / 2 : 1;
    return processes < count ? processes : count;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct queue) + count * sizeof(long), saved = 0, started = 0;
    size_t places = workers < count ? workers : count, processes = count_processes(workers, count);
    struct queue *queue = make_queue(bytes, count);

    if (!queue)
        return 0;
    for (; started < processes; started++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0) {
            work(queue, images, places / processes + (started < places % processes));
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    pthread_mutex_destroy(&queue->mutex);
    munmap(queue, bytes);
    return saved;
}
