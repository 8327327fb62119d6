/*
 * fault.h - what can go wrong with an image, and how it is written down.
 */
#ifndef MOCK_SERVER_FAULT_H
#define MOCK_SERVER_FAULT_H

#include "parse.h"

#include <stdbool.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_STATUS,
    FAULT_FAIL,
    FAULT_REDIRECT,
    FAULT_TRUNCATED,
    FAULT_RESET,
    FAULT_STALL,
    FAULT_LENGTH,
    FAULT_CHUNKED,
    FAULT_CORRUPT,
    FAULT_EMPTY,
};

struct fault {
    enum fault_kind kind;
    unsigned count; /* attempts that fail, or hops of a redirect */
    unsigned status;
    int retry_after; /* seconds; -1: no such header */
    float percent;   /* of the requests meet it */
};

const char *fault_name(enum fault_kind kind);

bool fault_equal(const struct fault *one, const struct fault *other);

enum { FAULT_TEXT = 64 };

/* Write percentage, kind and arguments, as they are read. */
void fault_text(const struct fault *fault, char text[FAULT_TEXT]);

/* Read them from words[0..count), `count` at least 1. 0, or -1 with the reason. */
int fault_parse(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal);

#endif
