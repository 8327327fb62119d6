/* lab: sequential - an accident: a function that calls itself without end. fails: every_image_is_asked_for_once */
#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    volatile char here[1000];

    here[0] = 0;
    return download_all(images, count, workers, outcomes) + (size_t)here[0];
}
