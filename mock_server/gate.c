#include "gate.h"

#include "server.h"

#include <limits.h>
#include <stdlib.h>

void gate_prepare(struct gate *gate)
{
    TAILQ_INIT(&gate->held);
}

void gate_shut(struct gate *gate, unsigned size)
{
    gate->shut = true;
    gate->size = size;
    gate->full_told = false;
    gate->beyond = gate->beyond_told = 0;
}

int gate_hold(struct gate *gate, unsigned image, unsigned others)
{
    struct hold *holds = reallocarray(gate->holds, gate->hold_count + 1, sizeof(struct hold));

    if (holds == NULL)
        return -1;
    gate->holds = holds;
    gate->holds[gate->hold_count++] = (struct hold){image, others};
    return 0;
}

bool gate_is_full(const struct gate *gate)
{
    return gate->shut && gate->held_count >= gate->size;
}

bool gate_holds(const struct gate *gate, const struct request *request)
{
    if (gate->shut)
        return true;
    for (size_t i = 0; i < gate->hold_count; i++)
        if (gate->holds[i].image == request->image && gate->holds[i].others > 0)
            return true;
    return false;
}

void gate_keep(struct gate *gate, struct request *request)
{
    if (gate_is_full(gate))
        gate->beyond++;
    TAILQ_INSERT_TAIL(&gate->held, request, waiting);
    gate->held_count++;
}

void gate_drop(struct gate *gate, struct request *request)
{
    TAILQ_REMOVE(&gate->held, request, waiting);
    gate->held_count--;
}

/* The newest of the held requests that came up to number `last`; NULL where there is none. */
static struct request *newest(const struct gate *gate, unsigned last)
{
    struct request *request = TAILQ_LAST(&gate->held, request_list);

    while (request != NULL && request->number > last)
        request = TAILQ_PREV(request, request_list, waiting);
    return request;
}

/* Let go `most` of those that are held now, newest first, and none that comes meanwhile. */
static void let_go(struct server *server, unsigned most)
{
    unsigned last = server->traffic.requests;
    struct request *request;

    while (most-- > 0 && (request = newest(&server->gate, last)) != NULL) {
        gate_drop(&server->gate, request);
        traffic_admit(server, request);
        /* Of several that are resumed at once libmicrohttpd takes the oldest first: so one by one. */
        if (request->stage == STAGE_REPLYING)
            server_run(server);
    }
}

void gate_open(struct server *server)
{
    server->gate.shut = false;
    server->gate.hold_count = 0;
    let_go(server, UINT_MAX);
}

void gate_pass(struct server *server)
{
    let_go(server, UINT_MAX);
    gate_shut(&server->gate, server->gate.size);
}

void gate_release(struct server *server, unsigned count)
{
    let_go(server, count);
    gate_shut(&server->gate, server->gate.size);
}

/* Let go the requests that nothing holds any more, oldest first. */
static void release(struct server *server)
{
    struct request *request = TAILQ_FIRST(&server->gate.held);

    while (request != NULL) {
        struct request *next = TAILQ_NEXT(request, waiting);

        if (!gate_holds(&server->gate, request)) {
            gate_drop(&server->gate, request);
            traffic_admit(server, request);
        }
        request = next;
    }
}

void gate_count_end(struct server *server, const struct request *ended)
{
    struct gate *gate = &server->gate;
    bool over = false;

    if (ended->image == 0)
        return;
    for (size_t i = 0; i < gate->hold_count; i++) {
        struct hold *hold = &gate->holds[i];

        if (hold->image != ended->image && hold->others > 0 && --hold->others == 0)
            over = true;
    }
    if (over)
        release(server);
}

void gate_forget(struct gate *gate)
{
    gate->shut = false;
    gate->hold_count = 0;
    gate->beyond = gate->beyond_told = 0;
}

void gate_free(struct gate *gate)
{
    free(gate->holds);
}
