/*
 * timers.c - check whether an interval timer is armed when the lab's function has returned. /proc shows the
 * timers of timer_create(), but not those of setitimer() and alarm(). The harness looks for these words.
 *
 * Linked into every build, with --wrap=checkpoint.
 */
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "kit/checkpoint.h"
#include "reports.h"

/* The probes of the instruments do not define it. */
int __real_checkpoint(int descriptor, const char *where, size_t step, size_t number) __attribute__((weak));
int __wrap_checkpoint(int descriptor, const char *where, size_t step, size_t number);

static void tell_armed(void)
{
    static const struct {
        __itimer_which_t timer;
        const char *words;
    } timers[] = {
        {ITIMER_REAL, "ITIMER_REAL (setitimer() or alarm())"},
        {ITIMER_VIRTUAL, "ITIMER_VIRTUAL (setitimer())"},
        {ITIMER_PROF, "ITIMER_PROF (setitimer())"},
    };
    struct itimerval left;

    for (size_t i = 0; i < sizeof timers / sizeof timers[0]; i++)
        if (getitimer(timers[i].timer, &left) == 0 && (left.it_value.tv_sec > 0 || left.it_value.tv_usec > 0))
            dprintf(reports_file(), "NOTE: an armed timer: %s\n", timers[i].words);
}

int __wrap_checkpoint(int descriptor, const char *where, size_t step, size_t number)
{
    if (descriptor >= 0 && strcmp(where, "end") == 0)
        tell_armed();
    return __real_checkpoint(descriptor, where, step, number);
}
