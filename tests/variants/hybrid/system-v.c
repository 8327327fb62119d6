/*
 * Shared memory and semaphore are those of System V. SEM_UNDO gives a dead child's lock back.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    int semaphore;
    size_t next, count;
    long outcomes[];
};

static bool change(const struct queue *queue, short by)
{
    struct sembuf step = {0, by, SEM_UNDO};

    while (semop(queue->semaphore, &step, 1) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

static bool take(struct queue *queue, size_t *i)
{
    if (!change(queue, -1))
        return false;
    bool any = queue->next < queue->count;
    if (any)
        *i = queue->next++;
    change(queue, 1);
    return any;
}

static void note(struct queue *queue, size_t i, long outcome)
{
    queue->outcomes[i] = outcome; /* nobody else has this one */
}

struct seat {
    CURL *curl;
    struct transfer transfer;
};

static size_t sit_down(struct queue *queue, CURLM *multi, struct seat *seat, const struct image images[])
{
    size_t i;

    while (seat->curl && take(queue, &i)) {
        long refused = transfer_begin(&seat->transfer, &images[i], seat->curl);
        if (refused == 0) {
            curl_multi_add_handle(multi, seat->curl);
            return 1;
        }
        note(queue, i, refused);
    }
    return 0;
}

static void run_loop(struct queue *queue, size_t places, const struct image images[])
{
    struct seat *seats = calloc(places, sizeof *seats);
    CURLM *multi = curl_multi_init();
    size_t busy = 0;
    CURLMsg *message;
    int n;

    for (size_t p = 0; multi && seats && p < places; p++) {
        seats[p].curl = curl_easy_init();
        busy += sit_down(queue, multi, &seats[p], images);
    }
    while (busy > 0) {
        curl_multi_perform(multi, &n);
        while ((message = curl_multi_info_read(multi, &n))) {
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            struct seat *seat = (struct seat *)((char *)transfer - offsetof(struct seat, transfer));
            curl_multi_remove_handle(multi, seat->curl);
            note(queue, transfer->image - images, transfer_end(transfer, code));
            busy += sit_down(queue, multi, seat, images);
            busy--;
        }
        if (busy > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (size_t p = 0; seats && p < places; p++)
        curl_easy_cleanup(seats[p].curl);
    curl_multi_cleanup(multi);
    free(seats);
}

static size_t count_loops(size_t workers)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors > 2 ? (size_t)processors : 2, half = workers / 2;
    size_t loops = half < most ? half : most;

    return loops ? loops : 1;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t loops = count_loops(workers), saved = 0;
    int memory = shmget(IPC_PRIVATE, sizeof(struct queue) + count * sizeof(long), 0600);
    struct queue *queue = memory < 0 ? (void *)-1 : shmat(memory, NULL, 0);

    if (memory >= 0)
        shmctl(memory, IPC_RMID, NULL); /* once nobody has it any more */
    if (queue == (void *)-1)
        return 0;
    queue->count = count;
    queue->semaphore = semget(IPC_PRIVATE, 1, 0600);
    if (queue->semaphore < 0 || semctl(queue->semaphore, 0, SETVAL, 1) != 0) {
        shmdt(queue);
        return 0;
    }
    for (size_t l = 0; l < loops; l++) {
        pid_t pid = fork();
        if (pid == 0) {
            run_loop(queue, workers / loops + (l < workers % loops), images);
            _exit(0);
        }
        if (pid < 0)
            break;
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    semctl(queue->semaphore, 0, IPC_RMID);
    shmdt(queue);
    return saved;
}
