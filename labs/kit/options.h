/*
 * options.h - the command line of a download lab's program.
 */
#ifndef KIT_OPTIONS_H
#define KIT_OPTIONS_H

#include <stddef.h>

#include "transfer.h"

struct options {
    const char *images;   /* --images: a file of URLs, or an address (see manifest.h) */
    const char *into;     /* --into: the directory for step_1/image_1.jpg and so on */
    const char *outcomes; /* --outcomes: a file for the outcome of each image, or NULL */
    size_t workers;       /* --workers: at least 1 */
    size_t cycles;        /* --cycles: how often the whole list is downloaded, at least 1 */
    int checkpoint;       /* --checkpoint: a descriptor to report to and wait on, or -1 */
    struct transfer_settings transfer;
};

/* Read the command line. Returns 0, -1 after a line on standard error, or 1 after printing the help. */
int options_read(struct options *options, int argc, char *argv[]);

#endif
