/* lab: sequential - fills its directory with large files. fails: every_image_is_asked_for_once */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static const char bytes[1 << 20];
    char name[64];

    (void)images, (void)workers, (void)outcomes;
    for (unsigned number = 0; number < 10000; number++) {
        snprintf(name, sizeof name, "large-%u", number);
        int file = open(name, O_WRONLY | O_CREAT, 0666);
        if (file < 0 || write(file, bytes, sizeof bytes) <= 0)
            break;
        while (write(file, bytes, sizeof bytes) > 0)
            continue;
        close(file);
    }
    return count;
}
