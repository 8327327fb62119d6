#include "traffic.h"

#include "daemon.h"
#include "server.h"

#include <stddef.h>

void traffic_prepare(struct traffic *traffic)
{
    TAILQ_INIT(&traffic->queued);
}

/* The delay has ended, or there is none. */
static void reply(struct request *request)
{
    request->stage = STAGE_REPLYING;
    connection_resume(request->connection);
}

static void serve(struct server *server, struct request *request)
{
    request->served = true;
    server->traffic.served++;
    request->admitted = clock_now();
    if (request->delay == 0) {
        reply(request);
    } else {
        request->stage = STAGE_DELAYED;
        timer_set(&server->timers, &request->timer, request->admitted + request->delay);
    }
}

void traffic_serve_queued(struct server *server)
{
    struct traffic *traffic = &server->traffic;
    unsigned capacity = server->settings.capacity;
    struct request *request;

    while ((request = TAILQ_FIRST(&traffic->queued)) != NULL &&
           (capacity == 0 || traffic->served < capacity)) {
        TAILQ_REMOVE(&traffic->queued, request, waiting);
        serve(server, request);
    }
}

static void admit(struct server *server, struct request *request)
{
    request->stage = STAGE_QUEUED;
    TAILQ_INSERT_TAIL(&server->traffic.queued, request, waiting);
    traffic_serve_queued(server);
}

void traffic_arrive(struct server *server, struct request *request)
{
    struct traffic *traffic = &server->traffic;

    /* If a client has left one connection and asks on another, it must not count twice. */
    if (traffic->in_flight >= traffic->peak || server->gate.shut)
        traffic_cancel_departed(server);
    traffic->last_event = request->accepted = clock_now();
    request->number = ++traffic->requests;
    traffic->in_flight++;
    runs_begin(&server->runs, request, traffic->in_flight, &request->connection->run);
    if (request->connection->gone) {
        request->stage = STAGE_REPLYING;
        traffic_cancel(server, request);
        return;
    }
    if (traffic->in_flight > traffic->peak)
        traffic->peak = traffic->in_flight;
    if (gate_holds(&server->gate, request)) {
        request->stage = STAGE_HELD;
        gate_add(&server->gate, request);
    } else {
        admit(server, request);
    }
}

/* End a request: stop its timer, and give its place to the next one. */
static void leave(struct server *server, struct request *request)
{
    struct traffic *traffic = &server->traffic;

    timer_clear(&server->timers, &request->timer);
    if (request->stage == STAGE_HELD)
        gate_remove(&server->gate, request);
    else if (request->stage == STAGE_QUEUED)
        TAILQ_REMOVE(&traffic->queued, request, waiting);
    request->stage = STAGE_FINISHED;
    traffic->in_flight--;
    traffic->last_event = clock_now();
    if (request->served) {
        request->served = false;
        traffic->served--;
        traffic_serve_queued(server);
    }
}

/* Admit the requests that neither the gate nor a hold keeps now, oldest first. */
static void admit_released(struct server *server)
{
    struct request *request;

    while ((request = gate_take_released(&server->gate)) != NULL)
        admit(server, request);
}

void traffic_end(struct server *server, struct request *request)
{
    leave(server, request);
    request->end = server->traffic.last_event;
    if (request->number > 0)
        server->traffic.ended++;
    recent_add(&server->recent, request, request->end);
    runs_end(&server->runs, request, request->end);
    if (gate_count_end(&server->gate, request))
        admit_released(server);
}

void traffic_cancel(struct server *server, struct request *request)
{
    if (request->stage == STAGE_NEW || request->stage == STAGE_FINISHED)
        return;
    request->gone = true;
    leave(server, request);
    recent_add(&server->recent, request, server->traffic.last_event);
    runs_end(&server->runs, request, server->traffic.last_event);
}

unsigned traffic_cancel_departed(struct server *server)
{
    unsigned events = connections_find_departed(&server->connections);

    for (struct connection *connection = TAILQ_FIRST(&server->connections.gone); connection;
         connection = TAILQ_NEXT(connection, departed))
        if (connection->request)
            traffic_cancel(server, connection->request);
    return events;
}

void traffic_release(struct server *server, unsigned most)
{
    unsigned last = server->traffic.requests;
    struct request *request;

    while (most-- > 0 && (request = gate_take_newest(&server->gate, last)) != NULL) {
        admit(server, request);
        /* If several are resumed at once, libmicrohttpd takes the oldest first. So resume one at a time. */
        if (request->stage == STAGE_REPLYING)
            daemon_run(server);
    }
}

void traffic_reset(struct server *server)
{
    for (struct connection *connection = TAILQ_FIRST(&server->connections.open); connection;
         connection = TAILQ_NEXT(connection, others))
        if (connection->request)
            connection->request->number = 0;
    ledger_clear(&server->ledger);
    recent_clear(&server->recent);
    server->runs.count = 0;
    attempts_clear(&server->attempts);
    server->traffic.requests = 0;
    server->traffic.peak = server->traffic.in_flight;
    server->traffic.ended = 0;
}

void traffic_run_timers(struct server *server)
{
    int64_t now = clock_now();
    struct timer *timer;

    while ((timer = timers_next(&server->timers)) != NULL && timer->due <= now) {
        struct request *request = (struct request *)((char *)timer - offsetof(struct request, timer));

        timer_clear(&server->timers, timer);
        reply(request);
    }
}
