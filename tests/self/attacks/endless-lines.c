/* lab: hybrid - writes to the descriptor of the tests without end. fails: every_image_is_asked_for_once */
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (;;)
        dprintf(3, "wait\n");
    return count;
}
