/* lab: sequential - an accident: a loop that never ends. fails: every_image_is_asked_for_once */
#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (volatile size_t i = 0;; i++)
        continue;
    return count;
}
