/* lab: sequential - leaves with the status of success before anything is done. fails: every_image_is_asked_for_once */
#include <stdlib.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)count, (void)workers, (void)outcomes;
    exit(0);
}
