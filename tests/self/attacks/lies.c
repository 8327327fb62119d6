/* lab: async - reports that all has been saved, and saves nothing. fails: every_image_is_asked_for_once */
#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = 200;
    return count;
}
