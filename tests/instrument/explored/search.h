/*
 * search.h - what the scheduler asks of the search.
 */
#ifndef EXPLORED_SEARCH_H
#define EXPLORED_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

/* Has this state been seen before? From now on it has. */
bool search_seen(uint64_t state);

/* How many runs are waiting to be made, as far as is known. */
long search_left(void);

#endif
