/*
 * hybrid.c - a few processes, each with an event loop of its own, all taking from one queue.
 *
 * One loop waits for many replies, but computes on only one processor. As many loops as processors use them
 * all. This puts two labs together: the queue in shared memory comes from processes, the loop from async.
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

/*
 * YOUR CODE. Reuse what you wrote for the labs processes and async. Follow the steps of the handout.
 * Run `make test LAB=hybrid` after each:
 *
 * 1. One child with the loop: take the shared queue of processes, with an atomic number of the next
 *    image and an outcome for each image. Let the loop of async take its images from there. The child
 *    makes a multi handle and easy handles after the fork, runs the loop, cleans up, and calls _exit(0).
 */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /*
     * YOUR CODE, after you have written what a child does:
     *
     * 1. Call mmap(). fork() one child with `workers` places, and wait for it. Copy the outcomes, count
     *    the 200s, call munmap(), and return the number.
     * 2. P = max(1, min(workers / 2, max(2, processors))) children; sysconf(_SC_NPROCESSORS_ONLN)
     *    counts processors. Each has workers / P places, the first workers % P of them one more. Start
     *    all, then wait for all.
     * 3. If a child died, an outcome is still 0: call transfer_abandon() for that image.
     *
     * Stretch: call interrupt_watch() first. Once interrupted() is true, begin nothing new, but finish
     * what has begun. Fetch the images of a dead child in another round, with new children.
     */
    (void)images;
    (void)count;
    (void)workers;
    (void)outcomes;
    return 0;
}
