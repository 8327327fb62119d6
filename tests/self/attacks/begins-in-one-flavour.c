/* lab: cache - leaves before main() begins, in one flavour alone. refused: before or after main() */
#include <unistd.h>

#include "kit/function.h"

#ifdef INSTRUMENT_LAB_CALLS_H
__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}
#endif

struct function *cache(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrapped;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrapped;
}
