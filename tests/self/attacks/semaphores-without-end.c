/* lab: processes - takes the kernel's memory without end as semaphores, which belong to no process. fails: every_image_is_asked_for_once */
#include <sys/sem.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (int each = 32000; each > 0;)
        if (semget(IPC_PRIVATE, each, IPC_CREAT | 0600) < 0)
            each /= 2;
    pause();
    return count;
}
