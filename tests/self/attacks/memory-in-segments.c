/* lab: processes - takes memory without end as segments that stay when they are let go. fails: every_image_is_asked_for_once */
#include <string.h>
#include <sys/shm.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (size_t size = 1UL << 30;;) {
        int segment = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
        char *memory = segment < 0 ? (char *)-1 : shmat(segment, NULL, 0);
        if (memory != (char *)-1) {
            memset(memory, 1, size);
            shmdt(memory);
        } else if (size > 4096) {
            size /= 2;
        } else {
            pause();
        }
    }
    return count;
}
