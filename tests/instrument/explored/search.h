/*
 * search.h - the questions of the scheduler to the search.
 */
#ifndef EXPLORED_SEARCH_H
#define EXPLORED_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

/* Whether this state was reached before. Records it. */
bool search_seen(uint64_t state);

/* The number of runs queued so far. */
long search_left(void);

#endif
