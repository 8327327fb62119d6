#include "daemon.h"

#include "server.h"

#include <poll.h>

void daemon_run(struct server *server)
{
    connections_close_gone(&server->connections);
    server->connections.needs_run = false;
    MHD_run(server->daemon);
}

int64_t daemon_due(const struct server *server)
{
    MHD_UNSIGNED_LONG_LONG milliseconds;

    if (!server->daemon)
        return INT64_MAX;
    if (server->connections.needs_run || !TAILQ_EMPTY(&server->connections.gone))
        return 0;
    if (MHD_get_timeout(server->daemon, &milliseconds) != MHD_YES)
        return INT64_MAX;
    return milliseconds == 0 ? 0 : clock_now() + (int64_t)milliseconds * NANOSECONDS_A_MILLISECOND;
}

bool daemon_has_events(const struct server *server)
{
    struct pollfd events = {.fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
                            .events = POLLIN};

    return poll(&events, 1, 0) > 0;
}
