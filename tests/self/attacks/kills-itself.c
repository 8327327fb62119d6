/* lab: threads - kills itself, which leaves no time to be asked anything. fails: every_image_is_asked_for_once */
#include <signal.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)count, (void)workers, (void)outcomes;
    raise(SIGKILL);
    return 0;
}
