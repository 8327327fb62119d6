/* fails: a_killed_child_costs_its_own_image_alone; flavours: address - The parent fetches what a dead child has left. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

#define MOST_ROUNDS 3 /* an image may kill its worker every time */

/* Parent and children share this. Only the child that took an image writes its outcome. */
struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

static size_t size_of_queue(size_t count)
{
    return sizeof(struct queue) + count * sizeof(_Atomic long);
}

/* A new mapping is zeroed: the queue begins at 0, and every outcome is 0, "not tried". */
static struct queue *share_queue(size_t count)
{
    void *memory =
        mmap(NULL, size_of_queue(count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

/* A child's work: it makes one handle after the fork, and uses it for all images that it takes. */
static void work(struct queue *queue, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && !interrupted() && (i = atomic_fetch_add(&queue->next, 1)) < count)
        if (queue->outcomes[i] == 0) /* not fetched in an earlier round */
            queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

/* Start `wanted` children. Returns how many started; fewer children do all the work, too. */
static size_t start_children(pid_t children[], size_t wanted, struct queue *queue,
                             const struct image images[], size_t count)
{
    size_t started = 0;

    while (started < wanted && (children[started] = fork()) >= 0) {
        if (children[started] == 0) {
            free(children);
            work(queue, images, count);
            _exit(0); /* not exit(), not return: the rest is for the parent only */
        }
        started++;
    }
    return started;
}

/* Is there an image that no child has tried to the end? */
static bool is_unfinished(const struct queue *queue, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (queue->outcomes[i] == 0)
            return true;
    return false;
}

/* Copy the outcomes to the caller. Returns how many images were saved. */
static size_t collect(const struct queue *queue, const struct image images[], size_t count, long outcomes[])
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]); /* the child that took it has died */
    }
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count;
    pid_t *children = calloc(wanted + 1, sizeof *children);
    struct queue *queue = share_queue(count);
    size_t saved = 0;

    interrupt_watch();
    if (children && queue) {
        /* If a child died, another round with new children fetches what it left. */
        for (int round = 0; round < 1; round++) {
            atomic_store(&queue->next, 0);
            size_t started = start_children(children, wanted, queue, images, count);
            for (size_t c = 0; c < started; c++)
                waitpid(children[c], NULL, 0);
        }
        if (is_unfinished(queue, count) && !interrupted()) {
            atomic_store(&queue->next, 0);
            work(queue, images, count);
        }
        saved = collect(queue, images, count, outcomes);
    }
    if (queue)
        munmap(queue, size_of_queue(count));
    free(children);
    return saved;
}
