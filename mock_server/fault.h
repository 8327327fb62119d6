/*
 * fault.h - the faults of an image, and their text form.
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
    unsigned count; /* how many attempts fail, or how many redirects follow each other */
    unsigned status;
    int retry_after; /* seconds of the Retry-After header; -1: no header */
    float percent;   /* how many of 100 requests meet the fault */
};

const char *fault_name(enum fault_kind kind);

bool fault_equal(const struct fault *one, const struct fault *other);

enum { FAULT_TEXT = 64 };

/* Write percentage, kind and arguments in the form that fault_parse() reads. */
void fault_text(const struct fault *fault, char text[FAULT_TEXT]);

/* Parse words[0..count), with `count` at least 1. 0, or -1 with the reason. */
int fault_parse(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal);

#endif
