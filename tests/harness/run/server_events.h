/*
 * server_events.h - have the server report when something happens, and act on it.
 */
#ifndef HARNESS_SERVER_EVENTS_H
#define HARNESS_SERVER_EVENTS_H

#include "monitor_state.h"

/* Ask the server for the next event, unless it has not answered the last question. */
void ask_for_event(struct watch *watch);

/* The event that the server reports. The caller frees it. */
char *take_event(struct watch *watch);

/* Take an event, and act on it. */
void handle_event(struct watch *watch);

/* Wait until the server is free to be asked, if it still has a question to answer. */
void finish_waiting(struct watch *watch);

#endif
