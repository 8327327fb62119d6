/* lab: threads - stops itself, and so never hangs, crashes or returns. fails: every_image_is_asked_for_once */
#include <signal.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    raise(SIGSTOP);
    return count;
}
