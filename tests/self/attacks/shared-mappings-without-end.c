/* lab: hybrid - shares memory with its children, more and more of it, and everybody writes to all of it. fails: every_image_is_asked_for_once */
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"

#define STEP (4 << 20) /* bytes */

static void fill(void)
{
    for (;;) {
        void *memory = mmap(NULL, STEP, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory != MAP_FAILED)
            memset(memory, 1, STEP);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (int child = 0; child < 2; child++)
        if (fork() == 0)
            fill();
    while (wait(NULL) > 0)
        continue;
    return count;
}
