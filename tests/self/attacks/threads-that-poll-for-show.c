/* lab: threads - the others wait for its sockets. fails: by_threads_of_one_process */
#include <poll.h>
#include <sys/socket.h>

#include "for_show.h"

static atomic_int next_socket = 3;

/* Each takes another descriptor that is a socket, and waits for it. */
static void *show(void *nothing)
{
    int kind, mine = -1;
    socklen_t size = sizeof kind;

    while (!atomic_load(&over)) {
        if (mine < 0)
            for (int i = atomic_load(&next_socket); i < 40 && mine < 0; i++)
                if (getsockopt(i, SOL_SOCKET, SO_TYPE, &kind, &size) == 0)
                    mine = i, atomic_store(&next_socket, i + 1);
        struct pollfd one = {.fd = mine, .events = POLLIN};
        poll(&one, 1, 20);
    }
    atomic_store(&next_socket, 3);
    return nothing;
}

static void wake(void)
{
}

static void wait_a_while(CURLM *multi)
{
    curl_multi_wait(multi, NULL, 0, 1000, NULL);
}
