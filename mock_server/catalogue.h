/*
 * catalogue.h - all pictures of a server in memory, with the manifest.
 */
#ifndef MOCK_SERVER_CATALOGUE_H
#define MOCK_SERVER_CATALOGUE_H

#include "settings.h"

struct catalogue {
    unsigned images;
    size_t *offsets; /* picture `image` starts at pictures[offsets[image - 1]]; offsets[images] is the end */
    unsigned char *pictures; /* all pictures without gaps */
    char *manifest; /* one line for each image: URL, bytes, SHA-256 in hexadecimal, separated by tabs */
};

/* Draw all pictures. `address` is the start of their URLs, with the last slash. 0, or -1 without memory. */
int catalogue_draw(struct catalogue *catalogue, const struct settings *settings, const char *address);

void catalogue_free(struct catalogue *catalogue);

/* The bytes of picture `image` (from 1), and their number. */
const unsigned char *catalogue_picture(const struct catalogue *catalogue, unsigned image);
size_t catalogue_bytes(const struct catalogue *catalogue, unsigned image);

#endif
