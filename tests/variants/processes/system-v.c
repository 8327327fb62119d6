/*
 * Memory and semaphore are those of System V. The kernel gives back what a dead child held (SEM_UNDO).
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    size_t next, count; /* behind the semaphore */
    long outcomes[];    /* each written by the child that took the image, and read when all have ended */
};

/* Attached, it can be removed: it stays until the last process has let it go. NULL where there is none to be
 * had. */
static struct queue *attach_queue(size_t count)
{
    int segment = shmget(IPC_PRIVATE, sizeof(struct queue) + count * sizeof(long), IPC_CREAT | 0600);
    void *memory = segment < 0 ? (void *)-1 : shmat(segment, NULL, 0);

    if (segment >= 0)
        shmctl(segment, IPC_RMID, NULL);
    if (memory == (void *)-1)
        return NULL;
    struct queue *queue = memory;
    queue->count = count;
    return queue;
}

static bool change(int semaphore, short by)
{
    struct sembuf operation = {.sem_op = by, .sem_flg = SEM_UNDO};

    while (semop(semaphore, &operation, 1) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

/* The number of an image; or one beyond the last. Written down in one go, so that whoever dies here loses one
 * at most. */
static size_t take(struct queue *queue, int semaphore)
{
    size_t taken = queue->count;

    if (!change(semaphore, -1))
        return taken;
    if (queue->next < queue->count)
        taken = queue->next++;
    change(semaphore, 1);
    return taken;
}

static void work(struct queue *queue, int semaphore, const struct image images[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(queue, semaphore)) < queue->count)
        queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

static void run_children(size_t wanted, struct queue *queue, int semaphore, const struct image images[])
{
    for (size_t c = 0; c < wanted; c++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0) {
            work(queue, semaphore, images);
            _exit(0);
        }
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue *queue = attach_queue(count);
    int semaphore = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    size_t saved = 0;

    /* It begins at 0; what is added without SEM_UNDO stays. */
    if (queue && semaphore >= 0 && semop(semaphore, &(struct sembuf){.sem_op = 1}, 1) == 0)
        run_children(workers < count ? workers : count, queue, semaphore, images);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue ? queue->outcomes[i] : 0;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    if (semaphore >= 0)
        semctl(semaphore, 0, IPC_RMID);
    if (queue)
        shmdt(queue);
    return saved;
}
