/*
 * manifest.h - the list of images, from a server or from a file.
 */
#ifndef KIT_MANIFEST_H
#define KIT_MANIFEST_H

#include <stddef.h>

struct manifest {
    char **urls;
    size_t count;
};

/*
 * Read a list of URLs from `source`: a file, or an http or https address that returns such a list. An address
 * that ends in "/" means the `manifest` there, which the mock server offers. Each line holds one URL. The
 * text after a blank is ignored, and so are empty lines and lines that begin with '#'. Returns 0, or -1 after
 * one line on standard error. The caller frees the list with manifest_free().
 */
int manifest_read(struct manifest *manifest, const char *source);

void manifest_free(struct manifest *manifest);

#endif
