/*
 * processes.c - a pool of child processes that take images from one queue in shared memory.
 *
 * Processes share nothing unless they are told to: what a child writes into ordinary memory stays in its own
 * copy. So the queue and the outcomes lie in a mapping that is shared. The number of the next image is
 * atomic: whoever adds to it gets an image of its own, and a child that dies at any moment leaves nothing
 * locked.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

/* BEGIN SOLUTION */
#define MOST_ROUNDS 3 /* an image that kills its worker each time must come to an end */

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

    while (curl && !interrupted() && (i = atomic_fetch_add(&queue->next, 1)) < count)
        if (queue->outcomes[i] == 0) /* not fetched in an earlier round */
            queue->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

/* Start `wanted` children. Returns how many there are: fewer do the same work, only later. */
static size_t start_children(pid_t children[], size_t wanted, struct queue *queue,
                             const struct image images[], size_t count)
{
    size_t started = 0;

    while (started < wanted && (children[started] = fork()) >= 0) {
        if (children[started] == 0) {
            free(children);
            work(queue, images, count);
            _exit(0); /* not exit(), nor return: all that follows is the parent's to do */
        }
        started++;
    }
    return started;
}

/* Is there an image that nobody has tried to the end? */
static bool is_unfinished(const struct queue *queue, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (queue->outcomes[i] == 0)
            return true;
    return false;
}

/* Bring the outcomes home. Returns how many images were saved. */
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
/* END SOLUTION */
//~ /*
//~  * YOUR CODE. The handout's steps; run `make test LAB=processes` after each:
//~  *
//~  * 1. One child: its work is to make a handle with curl_easy_init(), call fetch_image() for all images,
//~  *    give the handle back, and end with _exit(0): whatever it returned to would be run twice.
//~  * 2. Shared memory: a struct that parent and child share, with an outcome for each image, in memory
//~  *    from mmap() with MAP_SHARED | MAP_ANONYMOUS. In ordinary memory each has a copy of its own.
//~  * 3. A queue: the number of the next image, atomic, in that struct. A child takes images until none is
//~  *    left.
//~  */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /* BEGIN SOLUTION */
    size_t wanted = workers < count ? workers : count;
    pid_t *children = calloc(wanted + 1, sizeof *children);
    struct queue *queue = share_queue(count);
    size_t saved = 0;

    interrupt_watch();
    if (children && queue) {
        /* Another round for what a child has left that died; it begins with new children. */
        for (int round = 0; round < MOST_ROUNDS && is_unfinished(queue, count) && !interrupted(); round++) {
            atomic_store(&queue->next, 0);
            size_t started = start_children(children, wanted, queue, images, count);
            for (size_t c = 0; c < started; c++)
                waitpid(children[c], NULL, 0);
        }
        saved = collect(queue, images, count, outcomes);
    }
    if (queue)
        munmap(queue, size_of_queue(count));
    free(children);
    return saved;
    /* END SOLUTION */
    //~ /*
    //~  * YOUR CODE, once there is work for a child:
    //~  *
    //~  * 1. fork() one child, which does its work; wait for it with waitpid().
    //~  * 2. mmap() before the fork. After the wait copy the outcomes, count the 200s, munmap(), return the
    //~  *    number.
    //~  * 3. Start `workers` children, keep their numbers; then wait for every one of them.
    //~  * 4. Where a child died, an outcome is still 0: call transfer_abandon() for that image.
    //~  *
    //~  * Stretch: interrupt_watch() first; once interrupted(), begin nothing else, but finish what has
    //~  * begun. And fetch what a dead child has left in another round, with new children.
    //~  */
    //~ (void)images;
    //~ (void)count;
    //~ (void)workers;
    //~ (void)outcomes;
    //~ return 0;
}
