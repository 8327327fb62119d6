/* lab: threads - a loop naps, and the others nap, too. fails: by_threads_of_one_process */
#include <unistd.h>

#include "for_show.h"

static void *show(void *nothing)
{
    while (!atomic_load(&over))
        usleep(3000);
    return nothing;
}

static void wake(void)
{
}

static void wait_a_while(CURLM *multi)
{
    (void)multi;
    usleep(3000);
}
