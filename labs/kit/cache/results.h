/*
 * results.h - the lines of results (script.h has their columns); equal lines become one.
 */
#ifndef KIT_CACHE_RESULTS_H
#define KIT_CACHE_RESULTS_H

#include <stdio.h>

#include "value.h"

/* Zero everything but `file` before the first use. The rest is private: the line that is not written yet. */
struct results {
    FILE *file;
    size_t line;
    unsigned times;
    int error;
    char events[4096], result[2 * MAX_VALUE_BYTES + 1];
};

void results_tell(struct results *results, size_t line, int error, const char *events, const char *result);

/* Call this after the last line. */
void results_end(struct results *results);

#endif
