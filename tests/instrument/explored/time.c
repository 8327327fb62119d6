/*
 * time.c - a simulated clock. It advances only when all threads wait for it.
 */
#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "explored.h"
#include "wrapped.h"

#define A_SECOND 1000000000

int64_t nanoseconds(const struct timespec *time)
{
    return time ? (int64_t)time->tv_sec * A_SECOND + time->tv_nsec : 0;
}

static int nap(const struct timespec *duration, const void *place)
{
    thread_listen();
    step_aside("sleeps", nanoseconds(duration), place);
    thread_listen();
    return 0;
}

WRAPPED(int, nanosleep, (const struct timespec *duration, struct timespec *left))
{
    return explored_here() ? nap(duration, PLACE) : __real_nanosleep(duration, left);
}

WRAPPED(int, thrd_sleep, (const struct timespec *duration, struct timespec *left))
{
    return explored_here() ? nap(duration, PLACE) : __real_thrd_sleep(duration, left);
}

WRAPPED(int, clock_nanosleep,
        (clockid_t clock, int flags, const struct timespec *duration, struct timespec *left))
{
    if (!explored_here())
        return __real_clock_nanosleep(clock, flags, duration, left);
    if (flags & TIMER_ABSTIME)
        step_aside("sleeps", nanoseconds(duration) - world->now, PLACE);
    else
        step_aside("sleeps", nanoseconds(duration), PLACE);
    return 0;
}

WRAPPED(int, usleep, (useconds_t duration))
{
    struct timespec time = {duration / 1000000, (long)(duration % 1000000) * 1000};

    return explored_here() ? nap(&time, PLACE) : __real_usleep(duration);
}

WRAPPED(unsigned, sleep, (unsigned duration))
{
    struct timespec time = {duration, 0};

    return explored_here() ? (unsigned)nap(&time, PLACE) : __real_sleep(duration);
}

WRAPPED(int, sched_yield, (void))
{
    if (!explored_here())
        return __real_sched_yield();
    step_aside("steps aside", 0, PLACE);
    return 0;
}

WRAPPED(void, thrd_yield, (void))
{
    if (!explored_here())
        __real_thrd_yield();
    else
        step_aside("steps aside", 0, PLACE);
}

static struct timespec now(void)
{
    return (struct timespec){world->now / A_SECOND, world->now % A_SECOND};
}

WRAPPED(int, clock_gettime, (clockid_t clock, struct timespec *time))
{
    if (!explored_here())
        return __real_clock_gettime(clock, time);
    *time = now();
    return 0;
}

WRAPPED(int, timespec_get, (struct timespec * time, int base))
{
    if (!explored_here())
        return __real_timespec_get(time, base);
    *time = now();
    return base;
}

WRAPPED(time_t, time, (time_t * found))
{
    if (!explored_here())
        return __real_time(found);
    if (found)
        *found = now().tv_sec;
    return now().tv_sec;
}

WRAPPED(int, gettimeofday, (struct timeval * time, void *zone))
{
    if (!explored_here())
        return __real_gettimeofday(time, zone);
    *time = (struct timeval){now().tv_sec, now().tv_nsec / 1000};
    return 0;
}
