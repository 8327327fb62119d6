/*
 * look.c - what to look at in a student's program that is slower than the reference.
 */
#include "../writing/number_text.h"
#include "findings.h"

#define FEWER 0.9 /* times as many in flight */
#define MORE  1.1 /* times as many connections, or as much processor time */

/* The median over the cycles. */
static double usual(const double values[], size_t count)
{
    return median((struct sample){values, count});
}

enum look find_look(const struct analysis *analysis, const struct summary *yours,
                    const struct summary *reference)
{
    struct interval processor =
        ratio_interval(processor_sample(yours), processor_sample(reference), analysis->seed);

    if (usual(yours->in_flight, yours->count) < FEWER * usual(reference->in_flight, reference->count))
        return LOOK_IN_FLIGHT;
    if (usual(yours->connections, yours->count) > MORE * usual(reference->connections, reference->count))
        return LOOK_CONNECTIONS;
    return processor.low > MORE ? LOOK_PROCESSOR : LOOK_BETWEEN;
}

void write_look(FILE *out, const struct analysis *analysis, const struct summary *yours,
                const struct summary *reference)
{
    switch (find_look(analysis, yours, reference)) {
    case LOOK_IN_FLIGHT:
        fprintf(out,
                "The server saw at most %.0f of its requests at once, where the reference had %.0f: look at "
                "what keeps a"
                " worker from its next request, or from starting.",
                usual(yours->in_flight, yours->count), usual(reference->in_flight, reference->count));
        break;
    case LOOK_CONNECTIONS:
        fprintf(out,
                "It opened %.0f connections, the reference %.0f: look at where a handle is made, and whether "
                "it is kept"
                " for the next image.",
                usual(yours->connections, yours->count), usual(reference->connections, reference->count));
        break;
    case LOOK_PROCESSOR:
        fprintf(out,
                "It used %s times the processor time: look at what it does while it waits, such as asking "
                "again and"
                " again.",
                ratio_text(median(processor_sample(yours)) / median(processor_sample(reference))).text);
        break;
    case LOOK_BETWEEN:
        fprintf(
            out,
            "As many requests in flight, no more connections and no more processor time than the reference:"
            " look at what a worker does between two images, such as waiting for a lock or sleeping.");
        break;
    }
}
