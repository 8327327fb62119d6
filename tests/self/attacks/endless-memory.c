/* lab: sequential - an accident: takes memory without end, and writes to all of it. fails: every_image_is_asked_for_once */
#include <stdlib.h>
#include <string.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (;;) {
        char *memory = malloc(1 << 20);
        if (memory)
            memset(memory, 1, 1 << 20);
    }
    return count;
}
