/* lab: sequential - takes memory without end as tables of pages, each of which is the one page of zeroes. fails: every_image_is_asked_for_once */
#include <sys/mman.h>
#include <unistd.h>

#include "kit/image.h"

#define SIZE (1UL << 31)
#define STEP (1UL << 21) /* a table is for so many bytes */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    for (int i = 0; i < 2000; i++) {
        char *memory = mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED)
            break;
        madvise(memory, SIZE, MADV_NOHUGEPAGE);
        for (volatile char *page = memory; page < memory + SIZE; page += STEP)
            (void)*page;
    }
    pause();
    return count;
}
