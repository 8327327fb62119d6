/*
 * cache_shrink.h - make a list of calls in which something goes wrong short.
 */
#ifndef HARNESS_CACHE_SHRINK_H
#define HARNESS_CACHE_SHRINK_H

#include "cache_mismatch.h"

/* Make a list in which there is a mismatch as short as it can be made: another list, and its mismatch. */
void shrink_calls(struct cache_run *run, struct mismatch *mismatch);

#endif
