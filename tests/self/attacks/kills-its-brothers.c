/* lab: hybrid - the first child stops and kills its brothers, its parent and whoever is in their group. fails: every_image_is_asked_for_once */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)outcomes;
    if (getppid() != 1)
        return 0; /* a safety catch: nowhere but in a sandbox */
    for (size_t child = 0; child < workers && child < 16; child++)
        if (fork() == 0) {
            if (child > 0)
                for (;;)
                    pause();
            for (pid_t brother = getpid() + 1; brother < getpid() + 32; brother++)
                kill(brother, SIGSTOP);
            kill(getppid(), SIGSTOP);
            kill(0, SIGKILL);
        }
    while (wait(NULL) > 0)
        continue;
    return count;
}
