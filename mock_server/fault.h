/*
 * fault.h - what can go wrong with an image, and how it is written down.
 */
#ifndef MOCK_SERVER_FAULT_H
#define MOCK_SERVER_FAULT_H

#include "parse.h"

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
};

struct fault {
    enum fault_kind kind;
    unsigned count; /* attempts that fail, or hops of a redirect */
    unsigned status;
};

const char *fault_name(enum fault_kind kind);

enum { FAULT_TEXT = 40 };

/* Write kind and arguments, as they are read. */
void fault_text(const struct fault *fault, char text[FAULT_TEXT]);

/* Read a kind and its arguments from words[0..count), `count` at least 1. 0, or -1 with the reason. */
int fault_parse(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal);

#endif
