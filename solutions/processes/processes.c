/*
 * processes.c - a pool of child processes that take images from one queue in shared memory.
 *
 * By default processes share nothing: what a child writes to ordinary memory stays in its own copy. So the
 * queue and the outcomes are in a shared mapping. The number of the next image is atomic: each child that
 * adds to it gets a different image, and a child that dies at any moment leaves nothing locked.
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
/* END SOLUTION */
//~ /*
//~  * YOUR CODE. Follow the steps of the handout. Run `make test LAB=processes` after each:
//~  *
//~  * 1. One child: it makes a handle with curl_easy_init(), calls fetch_image() for all images, cleans up
//~  *    the handle, and ends with _exit(0). If it returned, the code after that would run twice.
//~  * 2. Shared memory: parent and child share a struct with an outcome for each image. Its memory comes
//~  *    from mmap() with MAP_SHARED | MAP_ANONYMOUS. In ordinary memory each has its own copy.
//~  * 3. A queue: add the number of the next image to the struct, as an atomic. A child takes images until
//~  *    none is left.
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
        /* If a child died, another round with new children fetches what it left. */
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
    //~  * YOUR CODE, after you have written what a child does:
    //~  *
    //~  * 1. fork() one child, which does its work. Wait for it with waitpid().
    //~  * 2. Call mmap() before the fork. After the wait copy the outcomes, count the 200s, call munmap(),
    //~  *    and return the number.
    //~  * 3. Start `workers` children, and keep their process numbers. Then wait for every one of them.
    //~  * 4. If a child died, an outcome is still 0: call transfer_abandon() for that image.
    //~  *
    //~  * Stretch: call interrupt_watch() first. Once interrupted() is true, begin nothing new, but finish
    //~  * what has begun. Fetch the images of a dead child in another round, with new children.
    //~  */
    //~ (void)images;
    //~ (void)count;
    //~ (void)workers;
    //~ (void)outcomes;
    //~ return 0;
}
