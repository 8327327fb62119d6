/*
 * timer.h - what is to happen later, kept in a heap; and the clock.
 *
 * Times are nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef MOCK_SERVER_TIMER_H
#define MOCK_SERVER_TIMER_H

#include <stddef.h>
#include <stdint.h>

static const int64_t NANOSECONDS_A_SECOND = 1000000000, NANOSECONDS_A_MILLISECOND = 1000000;

/* Part of what it belongs to; all zero: not set. */
struct timer {
    int64_t due;
    uint64_t turn;   /* those due at the same time go off in the order in which they were set */
    size_t position; /* in the heap, from 1; 0: not set */
};

struct timers {
    struct timer **heap; /* heap[0] is unused */
    size_t count, room;
    uint64_t turns;
};

int64_t clock_now(void);

/* Ends the program where there is no memory. */
void timer_set(struct timers *timers, struct timer *timer, int64_t due);
void timer_clear(struct timers *timers, struct timer *timer);

/* The next one to go off, NULL if there is none. It stays set. */
struct timer *timers_next(const struct timers *timers);

void timers_free(struct timers *timers);

#endif
