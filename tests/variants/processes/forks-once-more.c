/*
 * Where fork() fails it is tried once more; those that did start do the work.
 */
/*
 * processes.c - a pool of child processes that take images from one queue in shared memory.
 *
 * Processes share nothing unless they are told to: what a child writes into ordinary memory stays in its own
 * copy. So the queue and the outcomes lie in a mapping that is shared. The number of the next image is
 * atomic: whoever adds to it gets an image of its own, and a child that dies at any moment leaves nothing
 * locked.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* What parent and children share. Each outcome is written by the child that took the image, by nobody else.
 */
struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

static size_t size_of_queue(size_t count)
{
    return sizeof(struct queue) + count * sizeof(_Atomic long);
}

/* A mapping is zeroed: the queue begins at 0, and every outcome says "not tried". */
static struct queue *share_queue(size_t count)
{
    void *memory =
        mmap(NULL, size_of_queue(count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

/* A child's life: a handle of its own, made after the fork, kept for all the images it takes. */
static void work(struct queue *queue, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = atomic_fetch_add(&queue->next, 1)) < count)
        queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

/* Once more where it fails. */
static pid_t fork_patiently(void)
{
    pid_t child = fork();

    return child < 0 ? fork() : child;
}

/* Start `wanted` children. Returns how many there are: fewer do the same work, only later. */
static size_t start_children(pid_t children[], size_t wanted, struct queue *queue,
                             const struct image images[], size_t count)
{
    size_t started = 0;

    while (started < wanted && (children[started] = fork_patiently()) >= 0) {
        if (children[started] == 0) {
            free(children);
            work(queue, images, count);
            _exit(0); /* not exit(), nor return: all that follows is the parent's to do */
        }
        started++;
    }
    return started;
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

    if (children && queue) {
        size_t started = start_children(children, wanted, queue, images, count);
        for (size_t c = 0; c < started; c++)
            waitpid(children[c], NULL, 0);
        saved = collect(queue, images, count, outcomes);
    }
    if (queue)
        munmap(queue, size_of_queue(count));
    free(children);
    return saved;
}
