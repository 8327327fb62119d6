/*
 * behaviour.h - how long a request has to wait and what goes wrong with it: drawn from the seed, so that the
 * order of arrival cannot change it.
 */
#ifndef MOCK_SERVER_BEHAVIOUR_H
#define MOCK_SERVER_BEHAVIOUR_H

#include "settings.h"

/*
 * The delay, in nanoseconds, of attempt `attempt` (from 1) at `image` or, where that is 0, at another path;
 * `key` is the image's number, or a hash of the path; `first` on its connection or not.
 */
int64_t behaviour_delay(const struct settings *settings, unsigned image, uint64_t key, unsigned attempt,
                        bool first);

/* What attempt `attempt` at `image` meets, after `hops` redirects. */
struct fault behaviour_fault(const struct settings *settings, unsigned image, unsigned attempt,
                             unsigned hops);

#endif
