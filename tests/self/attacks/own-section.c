/* lab: sequential - lays something before the linker that it would obey. refused: a section of its own */
#include "kit/image.h"

__attribute__((section(".gnu.lto_.opts"), used)) static const char options[] = "'-fplugin=/tmp/plugin.so'";

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
