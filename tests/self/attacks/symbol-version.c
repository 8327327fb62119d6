/* lab: hybrid - gives its function a name that it cannot have. refused: of a kind that has no place in a lab */
#include "kit/image.h"

#include <sys/types.h>

__attribute__((symver("write@GLIBC_2.2.5"))) ssize_t swallow(int file, const void *bytes, size_t size)
{
    (void)file, (void)bytes;
    return (ssize_t)size;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
