/* lab: sequential - an accident: blocks every signal, and sleeps for ever. fails: every_image_is_asked_for_once */
#include <signal.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    sigset_t all;

    (void)images, (void)workers, (void)outcomes;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;)
        pause();
    return count;
}
