/*
 * server_events.c - wait for events of the server, and act on them.
 */
#include "server_events.h"

#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "hang_detector.h"
#include "looks.h"

/* The server reports silence after this many milliseconds without an event. */
#define QUIET 50

void ask_for_event(struct watch *watch)
{
    if (watch->waiting)
        return;
    if (server_send(watch->server, "wait %d", QUIET) != 0)
        harness_failure("the mock server has ended");
    watch->waiting = true;
}

char *take_event(struct watch *watch)
{
    char *reply = server_receive(watch->server);

    if (!reply)
        harness_failure("the mock server has ended");
    watch->waiting = false;
    return reply;
}

void handle_event(struct watch *watch)
{
    char *event = take_event(watch);

    if (strncmp(event, "full", 4) == 0) {
        look_at_gate(watch);
    } else if (strncmp(event, "quiet", 5) == 0) {
        look_at_files(watch);
        if (watch->inside)
            consider_quiet(watch);
    } else if (strncmp(event, "flood", 5) == 0) {
        stop_flood(watch);
    }
    free(event);
}

void finish_waiting(struct watch *watch)
{
    if (watch->waiting)
        handle_event(watch);
}
