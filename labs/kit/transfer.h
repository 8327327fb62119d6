/*
 * transfer.h - one transfer with libcurl: given, and meant to be read.
 *
 * An easy handle (CURL *) holds one conversation at a time. It keeps its connection open between transfers,
 * so using a handle again saves the cost of connecting. Two threads must never use it at the same time. No
 * process but the one that made it may use it: a child makes its handles after fork(), and cleans up none of
 * its parent's. A multi handle keeps the connections of its easy handles: the kit sets CURLMOPT_MAXCONNECTS
 * (see multi.c).
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

/* A download that is being written into `<path>.part`. */
struct transfer {
    const struct image *image; /* belongs to the caller, and must live until transfer_end() */
    CURL *curl;                /* belongs to the caller */
    int file;                  /* <path>.part, open for writing */
};

/*
 * Start a transfer on `curl`, whose connections are kept: open the temporary file and set every option.
 * Options that the handle already has from the last image of this transfer stay as they are. This sends
 * nothing; curl_easy_perform() or curl_multi_add_handle() does that. `transfer` must stay at its address
 * until transfer_end(): libcurl writes through it, and CURLINFO_PRIVATE returns it. Returns 0, or the
 * outcome, a negated CURLcode; then there is nothing to end.
 *
 * You may set further options on `curl` after this, and even replace the write callback, as long as
 * everything in image.h still holds: every byte of a body, in as many pieces as it comes, goes to `file`.
 * Leave CURLOPT_PRIVATE and the time limit as they are. Any other option stays set until the handle serves
 * another transfer.
 */
long transfer_begin(struct transfer *transfer, const struct image *image, CURL *curl);

/*
 * End a transfer; `code` is the result of libcurl's part. If the image is whole, the temporary file becomes
 * `path`; otherwise the file is removed. Returns the outcome (see image.h).
 */
long transfer_end(struct transfer *transfer, CURLcode code);

/* A whole transfer: begin, curl_easy_perform(), end. Returns the outcome. */
long fetch_image(const struct image *image, CURL *curl);

/* Remove the temporary file of `image` after the process that was writing it has died. */
void transfer_abandon(const struct image *image);

/* Settings from the command line, for every transfer. */
struct transfer_settings {
    long give_up_after;     /* time limit of one image in milliseconds, at least 1 */
    bool fresh_connections; /* make a new connection for each image, keep none */
    unsigned long work;     /* how often to decode and shrink a saved image, see work.h */
};

/* Call this once, before the first transfer. The defaults: 30 seconds, connections kept, no work. */
void transfer_configure(struct transfer_settings settings);

#endif
