/* lab: hybrid - fills /dev/shm, and whatever else is memory that looks like files. fails: every_image_is_asked_for_once */
#include <fcntl.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static const char *const names[] = {"/dev/shm/full", "/dev/full-of-it", "/tmp/full", "/full",
                                        "/etc/full"};
    static const char bytes[1 << 20];

    (void)images, (void)workers, (void)outcomes;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int file = open(names[i], O_WRONLY | O_CREAT, 0666);
        while (file >= 0 && write(file, bytes, sizeof bytes) > 0)
            continue;
    }
    return count;
}
