/*
 * waiting.h - Little's law, checked in one run.
 */
#ifndef REPORT_WAITING_H
#define REPORT_WAITING_H

#include "analyse.h"

#define AS_EXPECTED 0.10 /* the number served may differ from the expected one by this share */

struct flight {
    double rate;     /* images a second, over the whole run */
    double time;     /* seconds that a request is in flight */
    double queued;   /* part of these seconds that it waits for a place */
    double number;   /* mean number in flight: rate times time */
    double served;   /* median number with a place, over the middle half of the run */
    double expected; /* the smaller of workers and places */
};

struct flight measure_flight(const struct traced_run *run);

#endif
