#include "server.h"

#include "http.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void watch(struct server *server, int descriptor)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};

    if (epoll_ctl(server->events, EPOLL_CTL_ADD, descriptor, &event) != 0)
        err(1, "epoll_ctl");
}

static sigset_t ending_signals(void)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

void server_prepare(struct server *server, int control)
{
    sigset_t signals = ending_signals();

    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, 1); /* nanosecond; it is 50 microseconds otherwise */
    server->signals = signalfd(-1, &signals, SFD_CLOEXEC);
    server->events = epoll_create1(EPOLL_CLOEXEC);
    if (server->signals < 0 || server->events < 0)
        err(1, "signalfd, epoll_create1");
    watch(server, server->signals);
    connections_prepare(&server->connections);
    watch(server, server->connections.departures);
    server->control.socket = control;
    if (control >= 0)
        watch(server, control);
    server->keep_rows = control >= 0 || server->settings.ledger[0] != '\0';
    server->ledger.epoch = clock_now();
    if (server->panel)
        recent_prepare(&server->recent);
    traffic_prepare(&server->traffic);
    gate_prepare(&server->gate);
}

int server_begin(struct server *server, struct refusal *refusal)
{
    struct settings *settings = &server->settings;
    sigset_t signals = ending_signals();
    unsigned port = settings->port;
    int listener;

    if (settings->started)
        return refuse(refusal, "it has been started already");
    if (settings_check(settings, refusal) != 0 ||
        (settings->ledger[0] != '\0' && ledger_check(settings->ledger, refusal) != 0))
        return -1;
    listener = http_listen(&port, refusal);
    if (listener < 0)
        return -1;
    snprintf(server->address, sizeof(server->address), "http://127.0.0.1:%u/", port);
    if (catalogue_draw(&server->catalogue, settings, server->address) != 0)
        refuse(refusal, "cannot draw %u pictures of %zu bytes", settings->images, settings->image_bytes);
    else if (http_start(server, listener, refusal) == 0)
        settings->started = true;
    if (!settings->started) {
        close(listener);
        catalogue_free(&server->catalogue);
        return -1;
    }
    watch(server, MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd);
    sigprocmask(SIG_BLOCK, &signals, NULL); /* not before: drawing can take long, and may be broken off */
    return 0;
}

void server_run(struct server *server)
{
    connections_dismiss(&server->connections);
    server->connections.to_run = false;
    MHD_run(server->daemon);
}

/* When libmicrohttpd has something to do without an event, in nanoseconds; INT64_MAX where it has not. */
static int64_t library_due(const struct server *server)
{
    MHD_UNSIGNED_LONG_LONG milliseconds;

    if (server->daemon == NULL)
        return INT64_MAX;
    if (server->connections.to_run || !TAILQ_EMPTY(&server->connections.gone))
        return 0;
    if (MHD_get_timeout(server->daemon, &milliseconds) != MHD_YES)
        return INT64_MAX;
    return milliseconds == 0 ? 0 : clock_now() + (int64_t)milliseconds * NANOSECONDS_A_MILLISECOND;
}

static int64_t earlier(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* epoll_pwait2(), or with milliseconds where there is none: before Linux 5.11, and in valgrind. */
static int epoll_wait_until(int events, struct epoll_event *place, int room, const struct timespec *timeout)
{
    int count = epoll_pwait2(events, place, room, timeout, NULL);

    if (count >= 0 || errno != ENOSYS)
        return count;
    if (timeout == NULL)
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
    int64_t due = earlier(library_due(server), control_due(server));
    int64_t left;

    if (timer != NULL)
        due = earlier(due, timer->due);
    if (due == INT64_MAX)
        return epoll_wait_until(server->events, events, room, NULL);
    left = due - clock_now();
    if (left > 0)
        timeout = (struct timespec){left / NANOSECONDS_A_SECOND, left % NANOSECONDS_A_SECOND};
    return epoll_wait_until(server->events, events, room, &timeout);
}

/* Has libmicrohttpd's epoll an event for it? */
static bool library_has_events(const struct server *server)
{
    struct pollfd events = {.fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
                            .events = POLLIN};

    return poll(&events, 1, 0) > 0;
}

/* Take notice of all that has reached the kernel by now, so that a command's reply is not behind it. */
static void catch_up(struct server *server)
{
    enum { MOST_TURNS = 1000 }; /* clients that never pause must not keep the commands out */

    if (server->daemon == NULL)
        return;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        if (connections_depart(server) == 0 && library_due(server) != 0 && !library_has_events(server))
            break;
        server_run(server);
    }
}

void server_loop(struct server *server)
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
                connections_depart(server);
        }
        traffic_run_timers(server);
        if (server->daemon != NULL)
            server_run(server);
        if (commanded) {
            catch_up(server);
            control_read(server);
        }
        control_check(server, count == 0 && library_due(server) != 0);
    }
}

int server_end(struct server *server)
{
    struct refusal refusal;
    int result = 0;

    server->stopping = true;
    connections_resume_all(&server->connections);
    if (server->daemon != NULL) {
        server_run(server);
        MHD_stop_daemon(server->daemon);
    }
    if (server->settings.ledger[0] != '\0' &&
        ledger_write(&server->ledger, server->settings.ledger, &refusal) != 0) {
        warnx("%s", refusal.text);
        result = -1;
    }
    ledger_free(&server->ledger);
    recent_free(&server->recent);
    attempts_clear(&server->attempts);
    timers_free(&server->timers);
    gate_free(&server->gate);
    catalogue_free(&server->catalogue);
    return result;
}
