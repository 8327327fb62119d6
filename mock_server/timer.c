#include "timer.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

int64_t clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NANOSECONDS_A_SECOND + now.tv_nsec;
}

static bool before(const struct timer *one, const struct timer *other)
{
    return one->due < other->due || (one->due == other->due && one->turn < other->turn);
}

static void put(struct timers *timers, struct timer *timer, size_t position)
{
    timers->heap[position] = timer;
    timer->position = position;
}

/* Move `timer` up or down from the free `position` to its place in the heap. */
static void settle(struct timers *timers, struct timer *timer, size_t position)
{
    while (position > 1 && before(timer, timers->heap[position / 2])) {
        put(timers, timers->heap[position / 2], position);
        position /= 2;
    }
    while (2 * position <= timers->count) {
        size_t child = 2 * position;

        if (child < timers->count && before(timers->heap[child + 1], timers->heap[child]))
            child++;
        if (!before(timers->heap[child], timer))
            break;
        put(timers, timers->heap[child], position);
        position = child;
    }
    put(timers, timer, position);
}

void timer_set(struct timers *timers, struct timer *timer, int64_t due)
{
    timer_clear(timers, timer);
    if (timers->count + 1 >= timers->room) {
        timers->room = timers->room == 0 ? 64 : 2 * timers->room;
        timers->heap = reallocarray(timers->heap, timers->room, sizeof(struct timer *));
        if (!timers->heap)
            errx(1, "no memory for timers");
    }
    timer->due = due;
    timer->turn = timers->turns++;
    settle(timers, timer, ++timers->count);
}

void timer_clear(struct timers *timers, struct timer *timer)
{
    struct timer *last;
    size_t position = timer->position;

    if (position == 0)
        return;
    timer->position = 0;
    last = timers->heap[timers->count--];
    if (last != timer)
        settle(timers, last, position);
}

struct timer *timers_next(const struct timers *timers)
{
    return timers->count == 0 ? NULL : timers->heap[1];
}

void timers_free(struct timers *timers)
{
    free(timers->heap);
}
