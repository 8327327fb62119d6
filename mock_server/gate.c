#include "gate.h"

#include <stdlib.h>

void gate_prepare(struct gate *gate)
{
    TAILQ_INIT(&gate->held);
}

void gate_shut(struct gate *gate, unsigned size)
{
    gate->shut = true;
    gate->size = size;
    gate->full_reported = false;
    gate->beyond = gate->beyond_reported = 0;
}

int gate_hold(struct gate *gate, unsigned image, unsigned others)
{
    struct hold *holds = reallocarray(gate->holds, gate->hold_count + 1, sizeof(struct hold));

    if (!holds)
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

void gate_add(struct gate *gate, struct request *request)
{
    if (gate_is_full(gate))
        gate->beyond++;
    TAILQ_INSERT_TAIL(&gate->held, request, waiting);
    gate->held_count++;
}

void gate_remove(struct gate *gate, struct request *request)
{
    TAILQ_REMOVE(&gate->held, request, waiting);
    gate->held_count--;
}

struct request *gate_take_newest(struct gate *gate, unsigned last)
{
    struct request *request = TAILQ_LAST(&gate->held, request_list);

    while (request && request->number > last)
        request = TAILQ_PREV(request, request_list, waiting);
    if (request)
        gate_remove(gate, request);
    return request;
}

struct request *gate_take_released(struct gate *gate)
{
    struct request *request = TAILQ_FIRST(&gate->held);

    while (request && gate_holds(gate, request))
        request = TAILQ_NEXT(request, waiting);
    if (request)
        gate_remove(gate, request);
    return request;
}

void gate_open(struct gate *gate)
{
    gate->shut = false;
    gate->hold_count = 0;
}

bool gate_count_end(struct gate *gate, const struct request *ended)
{
    bool over = false;

    if (ended->image == 0)
        return false;
    for (size_t i = 0; i < gate->hold_count; i++) {
        struct hold *hold = &gate->holds[i];

        if (hold->image != ended->image && hold->others > 0 && --hold->others == 0)
            over = true;
    }
    return over;
}

void gate_reset(struct gate *gate)
{
    gate->shut = false;
    gate->hold_count = 0;
    gate->beyond = gate->beyond_reported = 0;
}

void gate_free(struct gate *gate)
{
    free(gate->holds);
}
