/*
 * hang_detector.h - tell a program that waits for what cannot come any more from one that is only slow.
 */
#ifndef HARNESS_HANG_DETECTOR_H
#define HARNESS_HANG_DETECTOR_H

#include "monitor_state.h"

/* From now on: nothing has moved since `seen`, and since the server's `status`. */
void begin_stillness(struct watch *watch, const struct snapshot *seen, const char *status);

/* The server has had nothing to report: is this the quiet before the next request, or for ever? */
void consider_quiet(struct watch *watch);

#endif
