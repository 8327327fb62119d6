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
 * Download `count` images, at most `workers` (at least 1) of them at any moment.
 *
 * outcomes[i] tells what became of images[i]: the HTTP status of its reply where a whole one came, else the
 * negated CURLcode (-CURLE_WRITE_ERROR where saving failed), or 0 where it was never tried to the end (a
 * worker died, the run was interrupted). All outcomes are 0 when it is called. Only a 200 whose body arrived
 * whole leaves a file; no other file is left, beside it or elsewhere. One failure never stops the others.
 *
 * Each image is asked for once (again only where a stretch goal says so), and connections are used again:
 * while none breaks, at most `workers` of them serve for all. Who can only wait sleeps.
 *
 * On return every thread is joined, every child reaped, every handle cleaned up, every descriptor closed and
 * all shared memory unmapped. May be called again. Returns how many images were saved.
 */
size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[]);

#endif
