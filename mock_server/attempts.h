/*
 * attempts.h - how many requests there were for each path.
 */
#ifndef MOCK_SERVER_ATTEMPTS_H
#define MOCK_SERVER_ATTEMPTS_H

#include <stddef.h>

struct attempts {
    void *tree; /* root of a tree of tsearch() */
};

/* Count a request for path[0..length). Returns how many there were so far. Without memory the program
 * ends. */
unsigned attempts_count(struct attempts *attempts, const char *path, size_t length);

/* Set all counts back to 0. */
void attempts_clear(struct attempts *attempts);

#endif
