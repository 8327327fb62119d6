#include "lifecycle.h"

#include "daemon.h"
#include "http.h"
#include "server.h"

#include <err.h>
#include <signal.h>
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

void lifecycle_prepare(struct server *server, int control)
{
    sigset_t signals = ending_signals();

    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, 1); /* 1 ns instead of 50 µs */
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

int lifecycle_start(struct server *server, struct refusal *refusal)
{
    struct settings *settings = &server->settings;
    sigset_t signals = ending_signals();
    unsigned port = settings->port;
    int listener;

    if (settings->started)
        return refuse(refusal, "start: expected once, but the server has started already");
    if (settings_check(settings, refusal) != 0 ||
        (settings->ledger[0] != '\0' && ledger_check(settings->ledger, refusal) != 0))
        return -1;
    listener = http_listen(&port, refusal);
    if (listener < 0)
        return -1;
    snprintf(server->address, sizeof server->address, "http://127.0.0.1:%u/", port);
    if (catalogue_draw(&server->catalogue, settings, server->address) != 0)
        refuse(refusal, "cannot draw %u pictures of %zu bytes: not enough memory", settings->images,
               settings->image_bytes);
    else if (http_start(server, listener, refusal) == 0)
        settings->started = true;
    if (!settings->started) {
        close(listener);
        catalogue_free(&server->catalogue);
        return -1;
    }
    watch(server, MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd);
    sigprocmask(SIG_BLOCK, &signals, NULL); /* not earlier, so that a signal can interrupt the drawing */
    return 0;
}

int lifecycle_end(struct server *server)
{
    struct refusal refusal;
    int result = 0;

    server->stopping = true;
    connections_resume_all(&server->connections);
    if (server->daemon) {
        daemon_run(server);
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
