/* lab: processes - children leak, and close all descriptors first. fails: no_memory_is_lost */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

static void work(struct queue *queue, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while ((i = atomic_fetch_add(&queue->next, 1)) < count)
        queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

static void lose_memory(void)
{
    *(volatile char *)malloc(1000) = 1;
}

static void leave(void)
{
    lose_memory();
    closefrom(2);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t size = sizeof(struct queue) + count * sizeof(long), wanted = workers < count ? workers : count,
           saved = 0;
    struct queue *queue = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (size_t c = 0; c < wanted; c++)
        if (fork() == 0) {
            work(queue, images, count);
            leave();
        }
    for (size_t c = 0; c < wanted; c++)
        wait(NULL);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(queue, size);
    return saved;
}
