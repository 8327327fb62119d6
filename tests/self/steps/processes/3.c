/*
 * Step 3: a queue, and all children.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_size_t next;
    long outcomes[];
};

static void work(struct queue *queue, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while ((i = atomic_fetch_add(&queue->next, 1)) < count)
        queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t size = sizeof(struct queue) + count * sizeof(long), saved = 0;
    size_t wanted = workers < count ? workers : count;
    struct queue *queue = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t *children = calloc(wanted + 1, sizeof *children);

    for (size_t c = 0; c < wanted; c++)
        if ((children[c] = fork()) == 0) {
            free(children);
            work(queue, images, count);
            _exit(0);
        }
    for (size_t c = 0; c < wanted; c++)
        waitpid(children[c], NULL, 0);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
    }
    free(children);
    munmap(queue, size);
    return saved;
}
