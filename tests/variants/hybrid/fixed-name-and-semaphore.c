/*
 * The shared memory has a fixed name. A semaphore in it counts the images that are left.
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct pool {
    sem_t left;
    atomic_size_t next;
    _Atomic long outcomes[];
};

static bool take(struct pool *pool, size_t *i)
{
    while (sem_trywait(&pool->left) != 0)
        if (errno != EINTR)
            return false;
    *i = atomic_fetch_add(&pool->next, 1);
    return true;
}

static void note(struct pool *pool, size_t i, long outcome)
{
    pool->outcomes[i] = outcome;
}

struct seat {
    CURL *curl;
    struct transfer transfer;
};

static size_t sit_down(struct pool *pool, CURLM *multi, struct seat *seat, const struct image images[])
{
    size_t i;

    while (seat->curl && take(pool, &i)) {
        long refused = transfer_begin(&seat->transfer, &images[i], seat->curl);
        if (refused == 0) {
            curl_multi_add_handle(multi, seat->curl);
            return 1;
        }
        note(pool, i, refused);
    }
    return 0;
}

static void run_loop(struct pool *pool, size_t places, const struct image images[])
{
    struct seat *seats = calloc(places, sizeof *seats);
    CURLM *multi = curl_multi_init();
    size_t busy = 0;
    CURLMsg *message;
    int n;

    for (size_t p = 0; multi && seats && p < places; p++) {
        seats[p].curl = curl_easy_init();
        busy += sit_down(pool, multi, &seats[p], images);
    }
    while (busy > 0) {
        curl_multi_perform(multi, &n);
        while ((message = curl_multi_info_read(multi, &n))) {
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            struct seat *seat = (struct seat *)((char *)transfer - offsetof(struct seat, transfer));
            curl_multi_remove_handle(multi, seat->curl);
            note(pool, transfer->image - images, transfer_end(transfer, code));
            busy += sit_down(pool, multi, seat, images);
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
    size_t bytes = sizeof(struct pool) + count * sizeof(long);
    int memory = shm_open("/fetchlab", O_CREAT | O_TRUNC | O_RDWR, 0600);
    struct pool *pool = MAP_FAILED;

    if (memory >= 0) {
        if (ftruncate(memory, (off_t)bytes) == 0)
            pool = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
        close(memory);
    }
    if (pool == MAP_FAILED) {
        shm_unlink("/fetchlab");
        return 0;
    }
    sem_init(&pool->left, 1, (unsigned)count);
    for (size_t l = 0; l < loops; l++) {
        pid_t pid = fork();
        if (pid == 0) {
            run_loop(pool, workers / loops + (l < workers % loops), images);
            _exit(0);
        }
        if (pid < 0)
            break;
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = pool->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    sem_destroy(&pool->left);
    munmap(pool, bytes);
    shm_unlink("/fetchlab");
    return saved;
}
