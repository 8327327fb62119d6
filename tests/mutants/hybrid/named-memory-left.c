/* fails: an_error_page_is_no_image (nothing_is_left_behind) - It leaves its named memory where an image failed. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    atomic_size_t next;
    _Atomic long outcomes[];
};

struct seat {
    CURL *curl;
    struct transfer transfer;
};

struct loop {
    CURLM *multi;
    struct shared *shared;
    const struct image *images;
    size_t count, busy;
};

static void occupy(struct loop *loop, struct seat *seat)
{
    size_t i;

    while (seat->curl && (i = atomic_fetch_add(&loop->shared->next, 1)) < loop->count) {
        long refused = transfer_begin(&seat->transfer, &loop->images[i], seat->curl);
        if (refused == 0) {
            curl_easy_setopt(seat->curl, CURLOPT_PRIVATE, seat);
            curl_multi_add_handle(loop->multi, seat->curl);
            loop->busy++;
            return;
        }
        loop->shared->outcomes[i] = refused;
    }
}

static void settle(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURLcode code = message->data.result;
        struct seat *seat;

        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&seat);
        curl_multi_remove_handle(loop->multi, seat->curl);
        size_t i = seat->transfer.image - loop->images;
        loop->shared->outcomes[i] = transfer_end(&seat->transfer, code);
        loop->busy--;
        occupy(loop, seat);
    }
}

static void child(struct shared *shared, const struct image images[], size_t count, size_t places)
{
    struct loop loop = {.multi = curl_multi_init(), .shared = shared, .images = images, .count = count};
    struct seat *seats = calloc(places, sizeof *seats);
    int running;

    if (!loop.multi || !seats) {
        curl_multi_cleanup(loop.multi);
        free(seats);
        return;
    }
    for (size_t p = 0; p < places; p++) {
        seats[p].curl = curl_easy_init();
        occupy(&loop, &seats[p]);
    }
    while (loop.busy > 0) {
        curl_multi_perform(loop.multi, &running);
        settle(&loop);
        if (loop.busy > 0)
            curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
    }
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(seats[p].curl);
    curl_multi_cleanup(loop.multi);
    free(seats);
}

static size_t loops_for(size_t workers)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t loops = processors > 2 ? (size_t)processors : 2;

    if (loops > workers / 2)
        loops = workers / 2;
    return loops > 0 ? loops : 1;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct shared) + count * sizeof(_Atomic long), loops = loops_for(workers),
           saved = 0;
    char name[40];
    snprintf(name, sizeof name, "/hybrid-%d", (int)getpid());
    int memory = shm_open(name, O_CREAT | O_RDWR, 0600);
    struct shared *shared = MAP_FAILED;
    if (memory >= 0 && ftruncate(memory, bytes) == 0)
        shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (memory >= 0)
        close(memory);

    if (shared == MAP_FAILED)
        return 0;
    for (size_t l = 0; l < loops; l++) {
        size_t places = workers / loops + (l < workers % loops ? 1 : 0);
        pid_t pid = fork();
        if (pid == 0) {
            child(shared, images, count, places);
            _exit(0);
        }
        if (pid < 0)
            break;
    }
    while (wait(NULL) > 0 || errno == EINTR)
        ;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(shared, bytes);
    if (saved == count)
        shm_unlink(name);
    return saved;
}
