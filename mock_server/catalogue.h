/*
 * catalogue.h - all pictures of a server, with their sums, in memory.
 */
#ifndef MOCK_SERVER_CATALOGUE_H
#define MOCK_SERVER_CATALOGUE_H

#include "settings.h"

struct catalogue {
    unsigned images;
    size_t *offsets; /* where picture `image` begins in `pictures`: [image - 1]; [images] is the end */
    unsigned char *pictures; /* one after another */
    char *manifest;          /* one line an image: URL, bytes, SHA-256 in hexadecimal, with tabs between */
};

/* Draw all pictures. `address` is what their URLs begin with, up to the last slash. 0, or -1: no memory. */
int catalogue_draw(struct catalogue *catalogue, const struct settings *settings, const char *address);

void catalogue_free(struct catalogue *catalogue);

/* The bytes of picture `image`, from 1, and how many there are. */
const unsigned char *catalogue_picture(const struct catalogue *catalogue, unsigned image);
size_t catalogue_bytes(const struct catalogue *catalogue, unsigned image);

#endif
