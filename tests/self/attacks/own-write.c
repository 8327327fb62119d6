/* lab: sequential - brings a write(), by which main() speaks. refused: write() is also a function */
#include <sys/syscall.h>
#include <unistd.h>

#include "kit/image.h"

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    return syscall(SYS_write, descriptor, bytes, length);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
