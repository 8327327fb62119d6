/*
 * Number and outcomes are in a segment of System V with a key that ftok() makes; it is removed at the end.
 */
#include <stdatomic.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct jobs {
    atomic_size_t next;
    _Atomic long outcomes[];
};

/* Create a zeroed segment. NULL on failure. */
static struct jobs *attach_jobs(int segment, size_t bytes)
{
    void *memory = segment < 0 ? (void *)-1 : shmat(segment, NULL, 0);

    return memory == (void *)-1 ? NULL : memset(memory, 0, bytes);
}

static void work(struct jobs *jobs, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = atomic_fetch_add(&jobs->next, 1)) < count)
        jobs->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct jobs) + count * sizeof(long), saved = 0;
    int segment = shmget(ftok(".", 'f'), bytes, IPC_CREAT | 0600);
    struct jobs *jobs = attach_jobs(segment, bytes);

    if (!jobs)
        return 0;
    for (size_t w = 0; w < workers && w < count; w++) {
        pid_t child = fork();
        if (child == 0) {
            work(jobs, images, count);
            _exit(0);
        }
        if (child < 0)
            break;
    }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = jobs->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    shmdt(jobs);
    shmctl(segment, IPC_RMID, NULL);
    return saved;
}
