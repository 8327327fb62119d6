/* lab: sequential - takes memory without end as files without a name, which belong to no process. fails: every_image_is_asked_for_once */
#include <sys/mman.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static const char bytes[1 << 20];

    (void)images, (void)workers, (void)outcomes;
    for (;;) {
        int file = memfd_create("memory", 0);
        for (unsigned i = 0; i < 32; i++)
            if (write(file, bytes, sizeof bytes) <= 0)
                usleep(1000);
    }
    return count;
}
