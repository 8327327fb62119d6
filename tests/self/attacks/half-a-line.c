/* lab: sequential - begins a line to the tests, and never ends it, so that they wait for ever. fails: every_image_is_asked_for_once */
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    dprintf(3, "end 1");
    pause();
    return count;
}
