/* lab: async - makes handles and descriptors to wait with until there are none left, and then waits. fails: every_image_is_asked_for_once */
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    int last = 0;

    (void)images, (void)workers, (void)outcomes;
    while (last >= 0 && curl_multi_init() && curl_easy_init()) {
        epoll_create1(0);
        last = timerfd_create(CLOCK_MONOTONIC, 0);
    }
    for (;;)
        pause();
    return count;
}
