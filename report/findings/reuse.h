/*
 * reuse.h - a connection for each image, or one that is kept: what that alone changes, strategy by strategy.
 *
 * Each strategy is measured both ways with the same number of workers, once where a new connection is free
 * and once where the server charges for it, as the internet does.
 */
#ifndef REPORT_REUSE_H
#define REPORT_REUSE_H

#include <stdio.h>

#include "../records/facts.h"
#include "../statistics/analysis.h"

#define MAX_REUSED      16 /* strategies */
#define MAX_REUSE_CASES 2

struct reuse_pair {
    struct summary kept, fresh; /* of the same strategy and number of workers */
};

struct reuse {
    size_t images;
    double latency; /* seconds */
    uint64_t seed;
    struct reuse_case {
        size_t connect_ms;
        struct reuse_pair pairs[MAX_REUSED]; /* in the order of the table of strategies */
        size_t count;
    } cases[MAX_REUSE_CASES]; /* the cheaper one first */
    size_t count;
};

/* Nothing where it was not measured. */
void analyse_reuse(struct reuse *reuse, const struct facts *facts, const struct measurements *measurements);

/* Does it take longer to open a connection for each image? Both must have a successful cycle to be compared.
 */
enum reuse_verdict {
    REUSE_NOT_MEASURED, /* no pair can be compared */
    REUSE_NO_DIFFERENCE,
    REUSE_ALL_GAIN, /* every strategy is clearly faster with kept connections */
    REUSE_SOME_GAIN,
    REUSE_SOME_LOSE, /* at least one is clearly faster with fresh connections */
};

struct reuse_finding {
    enum reuse_verdict verdict;
    size_t compared, gain, lose;
    const struct reuse_pair *least, *most; /* by the ratio of fresh to kept */
};

struct reuse_finding find_reuse(const struct reuse *reuse, const struct reuse_case *one);
bool can_be_compared(const struct reuse_pair *pair);
struct interval reuse_interval(const struct reuse *reuse, const struct reuse_pair *pair);

/* The case that charges most for a connection, or NULL. */
const struct reuse_case *dearest_case(const struct reuse *reuse);

/*
 * The original held threads with fresh connections against async with kept ones. How much of the difference
 * is that of the connections, and how much that of the strategies?
 */
enum two_changes_verdict {
    CHANGES_NOT_MEASURED,
    CHANGES_NOTHING,     /* the two are no different, or the second is slower */
    CHANGES_CONNECTIONS, /* the connections alone make threads faster; the strategy adds nothing clear */
    CHANGES_STRATEGY,    /* the strategy alone makes it faster; the connections add nothing clear */
    CHANGES_BOTH,
    CHANGES_NEITHER, /* together they do, but neither does so clearly alone */
};

struct two_changes_finding {
    enum two_changes_verdict verdict;
    const struct summary *threads_fresh, *threads_kept, *async_kept;
    struct interval together, connections, strategy; /* times as fast */
};

struct two_changes_finding find_two_changes(const struct reuse *reuse);

void write_reuse_headline(FILE *out, const struct reuse *reuse);
void write_reuse(FILE *out, const struct reuse *reuse);
void write_reuse_table(FILE *out, const struct reuse *reuse);
void write_two_changes(FILE *out, const struct reuse *reuse);

#endif
