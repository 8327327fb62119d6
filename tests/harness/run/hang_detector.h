/*
 * hang_detector.h - distinguish a program that waits in vain from a slow one.
 */
#ifndef HARNESS_HANG_DETECTOR_H
#define HARNESS_HANG_DETECTOR_H

#include "monitor_state.h"

/* Start again: nothing has moved since `seen`, and since the server's `status`. */
void begin_stillness(struct watch *watch, const struct snapshot *seen, const char *status);

/* The server had nothing to report. Decide whether a request may still come, or the program hangs. */
void consider_quiet(struct watch *watch);

#endif
