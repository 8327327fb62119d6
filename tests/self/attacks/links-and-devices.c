/* lab: sequential - links to endless devices, and to itself, under the images' names. fails: every_image_is_asked_for_once */
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    for (size_t i = 0; i < count; i++) {
        if (i % 3 == 0)
            symlink("/dev/zero", images[i].path);
        else if (i % 3 == 1)
            symlink("/proc/self/fd/3", images[i].path);
        else if (mknod(images[i].path, S_IFCHR | 0666, makedev(1, 5)) != 0)
            symlink(images[i].path, images[i].path);
        outcomes[i] = 200;
    }
    return count;
}
