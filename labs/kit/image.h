/*
 * image.h - what every download lab is asked to do.
 */
#ifndef KIT_IMAGE_H
#define KIT_IMAGE_H

#include <stddef.h>

/* One image to download. */
struct image {
    const char *url;  /* where it is; http or https */
    const char *path; /* where it must be once it is complete, and not before */
};

/*
 * Download `count` images, at most `workers` (at least 1) of them at any moment. `count` may be 0, or 10,000.
 * Returns how many images were saved. May be called again.
 *
 * Outcomes. All are 0 when the function is called. When it returns, outcomes[i] says what became of
 * images[i]:
 *
 *     above 0   the HTTP status of a reply that arrived whole; where the server redirects, of the last reply
 *     below 0   a negated CURLcode: the transfer failed (-CURLE_WRITE_ERROR: the image could not be saved)
 *     0         not tried to the end: its worker died, the run was interrupted, or nothing could try it
 *
 * Files. Only a 200 whose body arrived whole leaves a file, byte for byte as the server sent it. Any other
 * status is an outcome and leaves no file: 204, 206, 304, 404 and 503 alike, and a 301 without a Location.
 * No other file is left when the function returns, next to the images or elsewhere.
 *
 * Requests. Each image is asked for once (again only where a stretch goal says so), and only while the
 * function runs. Connections are used again: while none breaks, at most `workers` of them serve for all. A
 * worker that can only wait sleeps: until something happens, or for a millisecond or more at a time.
 *
 * Failures. One failure never stops the other images. malloc(), mmap(), open(), fork(), pthread_create(),
 * curl_easy_init() and others may fail, too. The function may then leave images untried, with outcome 0 or a
 * negated CURLcode such as -CURLE_OUT_OF_MEMORY. It still returns, leaves nothing behind, and tells the
 * truth: outcomes, files and the returned number agree.
 *
 * On return every thread is joined, every child reaped, every handle cleaned up, every descriptor that was
 * opened is closed, and all shared memory is unmapped. Timers are disarmed, and each signal is handled, ignored
 * and blocked as before the call; only interrupt_watch() may stay, and SIGPIPE may stay ignored. What you keep
 * in memory for the next call does not grow from call to call. You may use whatever has a name in the system
 * (shm_open(), sem_open(), mq_open(), System V, temporary files); remove it before you return.
 *
 * labs/kit/README.md says what your file may use and print, and how much of everything.
 */
size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[]);

#endif
