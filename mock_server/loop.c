#include "loop.h"

#include "daemon.h"
#include "server.h"

#include <err.h>
#include <errno.h>
#include <sys/epoll.h>

static int64_t earlier(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* epoll_pwait2(). Linux before 5.11 and valgrind do not have it: then epoll_wait(), in milliseconds. */
static int epoll_wait_until(int events, struct epoll_event *place, int room, const struct timespec *timeout)
{
    int count = epoll_pwait2(events, place, room, timeout, NULL);

    if (count >= 0 || errno != ENOSYS)
        return count;
    if (!timeout)
        return epoll_wait(events, place, room, -1);
    if (timeout->tv_sec > INT_MAX / 1000 - 1)
        return epoll_wait(events, place, room, INT_MAX);
    return epoll_wait(events, place, room,
                      (int)(timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000));
}

static int wait_for_events(struct server *server, struct epoll_event events[], int room)
{
    struct timespec timeout = {0, 0};
    const struct timer *timer = timers_next(&server->timers);
    int64_t due = earlier(daemon_due(server), commands_due(server));
    int64_t left;

    if (timer)
        due = earlier(due, timer->due);
    if (due == INT64_MAX)
        return epoll_wait_until(server->events, events, room, NULL);
    left = due - clock_now();
    if (left > 0)
        timeout = (struct timespec){left / NANOSECONDS_A_SECOND, left % NANOSECONDS_A_SECOND};
    return epoll_wait_until(server->events, events, room, &timeout);
}

/* Handle everything that has reached the kernel, so that the reply to a command includes it. */
static void catch_up(struct server *server)
{
    enum { MAX_TURNS = 1000 }; /* a limit, so that busy clients cannot keep the commands waiting */

    if (!server->daemon)
        return;
    for (int turn = 0; turn < MAX_TURNS; turn++) {
        if (traffic_cancel_departed(server) == 0 && daemon_due(server) != 0 && !daemon_has_events(server))
            break;
        daemon_run(server);
    }
}

void loop_run(struct server *server)
{
    while (!server->stopping) {
        struct epoll_event events[8];
        int count = wait_for_events(server, events, 8);
        bool commanded = false;

        if (count < 0 && errno != EINTR)
            err(1, "epoll_wait");
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == server->signals)
                server->stopping = true;
            else if (events[i].data.fd == server->control.socket)
                commanded = true;
            else if (events[i].data.fd == server->connections.departures)
                traffic_cancel_departed(server);
        }
        traffic_run_timers(server);
        if (server->daemon)
            daemon_run(server);
        if (commanded) {
            catch_up(server);
            commands_read(server);
        }
        commands_check(server, count == 0 && daemon_due(server) != 0);
    }
}
