/*
 * timer.h - a clock, and timers in a heap. Times are nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef MOCK_SERVER_TIMER_H
#define MOCK_SERVER_TIMER_H

#include <stddef.h>
#include <stdint.h>

static const int64_t NANOSECONDS_A_SECOND = 1000000000, NANOSECONDS_A_MILLISECOND = 1000000;

/* A member of the struct that waits. All bytes are 0 if it is not set. */
struct timer {
    int64_t due;
    uint64_t turn;   /* the order of timers with the same time */
    size_t position; /* the index in the heap, from 1; 0: not set */
};

struct timers {
    struct timer **heap; /* heap[0] is unused */
    size_t count, room;
    uint64_t turns;
};

int64_t clock_now(void);

/* Without memory the program ends. */
void timer_set(struct timers *timers, struct timer *timer, int64_t due);
void timer_clear(struct timers *timers, struct timer *timer);

/* The next timer, which stays set. NULL if none is set. */
struct timer *timers_next(const struct timers *timers);

void timers_free(struct timers *timers);

#endif
