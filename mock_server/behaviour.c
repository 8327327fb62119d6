#include "behaviour.h"

#include "random.h"
#include "timer.h"

#include <math.h>

static const double MAX_DELAY = 24 * 3600 * 1000.0; /* milliseconds: a log-normal delay has no upper limit */

/* A number from the standard normal distribution (Box-Muller transform). */
static double normal(uint64_t seed, uint64_t key, unsigned attempt)
{
    double radius =
        1 - random_fraction(random_hash(seed, key, 2 * (uint64_t)attempt)); /* above 0, for log() */
    double angle = random_fraction(random_hash(seed, key, 2 * (uint64_t)attempt + 1));

    return sqrt(-2 * log(radius)) * cos(2 * M_PI * angle);
}

static double latency_milliseconds(const struct settings *settings, unsigned image, uint64_t key,
                                   unsigned attempt)
{
    const struct latency *latency = &settings->latencies[image];

    if (latency->kind == LATENCY_UNSET)
        latency = &settings->latency;

    switch (latency->kind) {
    case LATENCY_UNIFORM:
        return latency->first + (latency->second - latency->first) *
                                    random_fraction(random_hash(settings->seed, key, 2 * (uint64_t)attempt));
    case LATENCY_LOGNORMAL:
        return latency->first * exp(latency->second * normal(settings->seed, key, attempt));
    default:
        return latency->first;
    }
}

int64_t behaviour_delay(const struct settings *settings, unsigned image, uint64_t key, unsigned attempt,
                        bool first)
{
    double milliseconds = latency_milliseconds(settings, image, key, attempt);

    if (first)
        milliseconds += settings->connect_cost;
    return llround(fmin(milliseconds, MAX_DELAY) * (double)NANOSECONDS_A_MILLISECOND);
}

/* Does this attempt belong to the `percent` that meet the fault? The latency draws with other turns. */
static bool meets(const struct settings *settings, unsigned image, unsigned attempt, double percent)
{
    return 100 * random_fraction(random_hash(settings->seed, image, UINT64_MAX - attempt)) < percent;
}

struct fault behaviour_fault(const struct settings *settings, unsigned image, unsigned attempt, unsigned hops)
{
    struct fault fault = settings->faults[image];

    if ((fault.kind == FAULT_FAIL && attempt > fault.count) ||
        (fault.kind == FAULT_REDIRECT && hops >= fault.count) ||
        !meets(settings, image, attempt, fault.percent))
        return (struct fault){.kind = FAULT_NONE};
    return fault;
}
