/* lab: threads - lays something before the linker, in one flavour alone. fails: every_image_is_saved */
#include "kit/image.h"

#if defined __SANITIZE_THREAD__ || defined __NO_INLINE__ || defined INSTRUMENT_LAB_CALLS_H
__attribute__((section(".gnu.lto_.opts"), used)) static const char options[] = "'-fplugin=/tmp/plugin.so'";
#endif

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
