/*
 * attempts.h - how often each path has been asked for.
 */
#ifndef MOCK_SERVER_ATTEMPTS_H
#define MOCK_SERVER_ATTEMPTS_H

#include <stddef.h>

struct attempts {
    void *tree; /* of tsearch() */
};

/* Count one more of path[0..length), and return how many there were with it. Ends the program without memory.
 */
unsigned attempts_count(struct attempts *attempts, const char *path, size_t length);

/* Forget all. */
void attempts_clear(struct attempts *attempts);

#endif
