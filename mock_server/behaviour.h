/*
 * behaviour.h - the delay and the fault of a request. Both are drawn from the seed, so the order of arrival
 * cannot change them.
 */
#ifndef MOCK_SERVER_BEHAVIOUR_H
#define MOCK_SERVER_BEHAVIOUR_H

#include "settings.h"

/* The delay in nanoseconds of attempt `attempt` (from 1) for `image`, or for another path if `image` is 0.
 * `key` is the image's number or a hash of the path. `first`: it is the first request on its connection. */
int64_t behaviour_delay(const struct settings *settings, unsigned image, uint64_t key, unsigned attempt,
                        bool first);

/* The fault of attempt `attempt` for `image`, after `hops` redirects. */
struct fault behaviour_fault(const struct settings *settings, unsigned image, unsigned attempt,
                             unsigned hops);

#endif
