/*
 * server_events.h - wait for events of the server, and act on them.
 */
#ifndef HARNESS_SERVER_EVENTS_H
#define HARNESS_SERVER_EVENTS_H

#include "monitor_state.h"

/* Ask the server for the next event, unless it still has to answer the last question. */
void ask_for_event(struct watch *watch);

/* The event that the server reports. The caller frees it. */
char *take_event(struct watch *watch);

/* Read an event, and act on it. */
void handle_event(struct watch *watch);

/* Wait for the server's answer to the last question, if one is missing. */
void finish_waiting(struct watch *watch);

#endif
