/* lab: sequential - writes by itself what main() writes at its checkpoints, and nothing else. fails: every_image_is_asked_for_once */
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    char go;

    (void)images, (void)workers, (void)outcomes;
    dprintf(3, "end 1 %zu\n", count);
    if (read(3, &go, 1) == 1)
        dprintf(3, "begin 2 0\n");
    if (read(3, &go, 1) == 1)
        dprintf(3, "end 2 %zu\n", count);
    _exit(0);
}
