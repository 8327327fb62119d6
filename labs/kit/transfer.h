/*
 * transfer.h - one transfer with libcurl: given, and meant to be read.
 *
 * An easy handle (CURL *) is one conversation at a time. It keeps its connection open between transfers, so a
 * handle that is used again saves the cost of connecting. It must never be used by two threads at once, and
 * never in another process than the one that made it: a child makes its handles after fork(), and cleans up
 * none of its parent's.
 * A multi handle keeps the connections of its easy handles: the kit sets CURLMOPT_MAXCONNECTS (see multi.c).
 *
 *     CURL *curl = curl_easy_init();
 *     long outcome = fetch_image(&image, curl);     // 200: saved as image.path
 *     curl_easy_cleanup(curl);
 */
#ifndef KIT_TRANSFER_H
#define KIT_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>

#include "image.h"

/* A download on its way into `<path>.part`. */
struct transfer {
    const struct image *image; /* the caller's, until transfer_end() */
    CURL *curl;                /* the caller's */
    int file;                  /* <path>.part, open for writing */
};

/*
 * Start one on `curl`, whose connections are kept: open the temporary file and set every option; those that a
 * handle has from this transfer's last image stay. Nothing is sent yet; curl_easy_perform() or
 * curl_multi_add_handle() does that. `transfer` must stay where it is until transfer_end(); libcurl writes
 * through it, and CURLINFO_PRIVATE gives it back. Returns 0, or the outcome, a negated CURLcode, and then
 * there is nothing to end.
 *
 * You may set further options on `curl` after this, and even replace the write callback, as long as all that
 * image.h promises still holds: every byte of a body, in as many pieces as it comes, goes to `file`. Leave
 * CURLOPT_PRIVATE and the time limit as they are. Another option stays set until the handle serves another
 * transfer.
 */
long transfer_begin(struct transfer *transfer, const struct image *image, CURL *curl);

/*
 * End one, `code` being how curl's part of it went: the temporary file becomes `path` when it is whole, and
 * is removed otherwise. Returns the outcome (see image.h).
 */
long transfer_end(struct transfer *transfer, CURLcode code);

/* begin, curl_easy_perform(), end: the whole of it. Returns the outcome. */
long fetch_image(const struct image *image, CURL *curl);

/* Remove what a transfer to `image` has left that nobody could end, because its process died. */
void transfer_abandon(const struct image *image);

/* What the command line says of every transfer. */
struct transfer_settings {
    long give_up_after;     /* milliseconds that one image may take before it is given up, at least 1 */
    bool fresh_connections; /* a connection for each image, none kept */
    unsigned long work;     /* how often a saved image is decoded and shrunk, see work.h */
};

/* To be called once, before the first transfer. Without it: 30 seconds, connections kept, no work. */
void transfer_configure(struct transfer_settings settings);

#endif
