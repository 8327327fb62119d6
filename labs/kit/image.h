/*
 * image.h - the contract of every download lab.
 */
#ifndef KIT_IMAGE_H
#define KIT_IMAGE_H

#include <stddef.h>

/* One image to download. */
struct image {
    const char *url;  /* where the image is; http or https */
    const char *path; /* where it must be once it is whole, and not before */
};

/*
 * Download `count` images, with at most `workers` (at least 1) downloads in flight at any moment. `count` may
 * be 0, or 10,000. Returns how many images were saved. May be called again.
 *
 * Outcomes. All are 0 when the function is called. On return outcomes[i] is the result for images[i]:
 *
 *     above 0   the HTTP status of a reply that arrived whole; after a redirect, that of the last reply
 *     below 0   a negated CURLcode: the transfer failed (-CURLE_WRITE_ERROR: the image could not be saved)
 *     0         not tried to the end: its worker died, the run was interrupted, or nothing could try it
 *
 * Files. Only a 200 whose body arrived whole leaves a file, byte for byte as the server sent it. Any other
 * status is an outcome and leaves no file: 204, 206, 304, 404 and 503 alike, and a 301 without a Location.
 * No other file is left when the function returns, next to the images or elsewhere.
 *
 * Requests. Ask for each image once (again only where a stretch goal says so), and only while the function
 * runs. Use connections again: while no connection breaks, at most `workers` of them serve all images. A
 * worker that can only wait must sleep: until something happens, or for at least a millisecond at a time.
 *
 * Failures. One failure never stops the other images. malloc(), mmap(), open(), fork(), pthread_create(),
 * curl_easy_init() and other calls may fail, too. Then the function may leave images untried, with outcome 0
 * or a negated CURLcode such as -CURLE_OUT_OF_MEMORY. It still returns and leaves nothing behind. Its
 * outcomes, files and returned number still agree.
 *
 * On return every thread is joined, every child is reaped, and every handle is cleaned up. Every descriptor
 * that the function opened is closed, and all shared memory is unmapped. All timers are off. Each signal is
 * handled, ignored and blocked as before the call; only interrupt_watch() may stay, and SIGPIPE may stay
 * ignored. Memory that you keep for the next call does not grow from call to call. You may use anything that
 * has a name in the system (shm_open(), sem_open(), mq_open(), System V, temporary files); remove it before
 * you return.
 *
 * labs/kit/README.md says what your file may use and print, and how much of each.
 */
size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[]);

#endif
