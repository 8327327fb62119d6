/* lab: processes - an accident: every child goes on with the loop that made it. fails: every_image_is_asked_for_once */
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kit/image.h"

#define MOST 300 /* a safety catch: the tests allow two hundred at most */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    atomic_int *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    (void)images, (void)workers, (void)outcomes;
    for (size_t i = 0; i < count; i++)
        if (atomic_fetch_add(made, 1) < MOST)
            fork();
    pause();
    return count;
}
