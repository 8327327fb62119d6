/*
 * cache_shrink.h - shorten a list of calls that contains a mismatch.
 */
#ifndef HARNESS_CACHE_SHRINK_H
#define HARNESS_CACHE_SHRINK_H

#include "cache_mismatch.h"

/* Make a list with a mismatch as short as possible: gives another list, and its mismatch. */
void shrink_calls(struct cache_run *run, struct mismatch *mismatch);

#endif
