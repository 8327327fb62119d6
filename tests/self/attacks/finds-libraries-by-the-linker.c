/* lab: cache - walks the loader's tables to the sanitizer's functions. refused: _DYNAMIC() has no place in a lab */
#include <elf.h>

#include "kit/function.h"

extern const Elf64_Dyn _DYNAMIC[];

struct function *cache(struct function *wrapped, unsigned runs)
{
    return _DYNAMIC[runs].d_tag ? wrapped : NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrapped;
}
