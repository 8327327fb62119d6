/*
 * cache_words.h - report what went wrong in a list of calls.
 */
#ifndef HARNESS_CACHE_WORDS_H
#define HARNESS_CACHE_WORDS_H

#include "cache_mismatch.h"

/* Fail the test for the mismatch, and show the calls. `shrunk`: the list was shortened. */
void fail_for_mismatch(const struct cache_run *run, const struct mismatch *mismatch, bool shrunk)
    __attribute__((noreturn));

#endif
