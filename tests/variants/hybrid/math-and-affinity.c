/*
 * Each child takes from the end of another's range when its own is empty. P comes of fmin() and fmax(); each child
 * keeps to a processor.
 */
#include <errno.h>
#include <math.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    size_t loops;
    _Atomic uint64_t *ranges;
    _Atomic long *outcomes;
};

static uint64_t range(uint64_t begin, uint64_t end)
{
    return begin << 32 | end;
}

static bool shrink(_Atomic uint64_t *word, bool at_begin, size_t *i)
{
    uint64_t old = atomic_load(word);

    for (;;) {
        uint64_t begin = old >> 32, end = old & UINT32_MAX;
        if (begin == end)
            return false;
        *i = at_begin ? begin : end - 1;
        if (atomic_compare_exchange_strong(word, &old, at_begin ? range(begin + 1, end) : range(begin, end - 1)))
            return true;
    }
}

static bool next_image(struct shared *shared, size_t self, size_t *i)
{
    for (size_t k = 0; k < shared->loops; k++)
        if (shrink(&shared->ranges[(self + k) % shared->loops], k == 0, i))
            return true;
    return false;
}

struct loop {
    CURLM *multi;
    struct shared *shared;
    size_t self, flying;
    const struct image *images;
};

static void occupy(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    size_t i;

    while (next_image(loop->shared, loop->self, &i)) {
        long refused = transfer_begin(transfer, &loop->images[i], curl);
        if (refused == 0) {
            loop->flying++;
            curl_multi_add_handle(loop->multi, curl);
            return;
        }
        loop->shared->outcomes[i] = refused;
    }
}

static void run(struct shared *shared, size_t self, size_t places, const struct image images[])
{
    struct loop loop = {curl_multi_init(), shared, self, 0, images};
    struct transfer *transfers = calloc(places, sizeof *transfers);
    CURL **curls = calloc(places, sizeof *curls);

    for (size_t p = 0; p < places; p++)
        if ((curls[p] = curl_easy_init()))
            occupy(&loop, &transfers[p], curls[p]);
    while (loop.flying > 0) {
        CURLMsg *m;
        int n;
        curl_multi_perform(loop.multi, &n);
        while ((m = curl_multi_info_read(loop.multi, &n))) {
            struct transfer *transfer;
            CURL *curl = m->easy_handle;
            CURLcode code = m->data.result;
            curl_easy_getinfo(curl, CURLINFO_PRIVATE, &transfer);
            curl_multi_remove_handle(loop.multi, curl);
            shared->outcomes[transfer->image - images] = transfer_end(transfer, code);
            loop.flying--;
            occupy(&loop, transfer, curl);
        }
        if (loop.flying > 0)
            curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
    }
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(curls[p]);
    curl_multi_cleanup(loop.multi);
    free(curls);
    free(transfers);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t loops = (size_t)fmax(1, fmin(floor(workers / 2.0), fmax(2, (double)processors)));

    size_t bytes = (loops + count) * sizeof(uint64_t), saved = 0;
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 0;
    struct shared shared = {loops, memory, (_Atomic long *)((uint64_t *)memory + loops)};
    for (size_t l = 0; l < loops; l++)
        shared.ranges[l] = range(count * l / loops, count * (l + 1) / loops);
    for (size_t l = 0; l < loops; l++) {
        pid_t pid = fork();
        if (pid < 0)
            break;
        if (pid == 0) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(l % (size_t)processors, &one);
            sched_setaffinity(0, sizeof one, &one);
            run(&shared, l, workers / loops + (l < workers % loops), images);
            _exit(0);
        }
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared.outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(memory, bytes);
    return saved;
}
