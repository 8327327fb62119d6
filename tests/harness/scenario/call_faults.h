/*
 * call_faults.h - choose which of the lab's calls fail, or at which call a child dies.
 */
#ifndef HARNESS_CALL_FAULTS_H
#define HARNESS_CALL_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../../instrument/address/lab_calls.h"

/* The first cycle of such a run counts the calls. Each later cycle has another fault. */
enum call_faults {
    NO_CALL_FAULTS,
    CALLS_FAIL,   /* it fails, in some cycles with all later calls of its name */
    CHILDREN_DIE, /* the child that makes it dies */
};

/* The calls `first` to `last` with that name since the cycle began; none if `first` is 0. */
struct call_fault {
    enum lab_call call;
    unsigned first, last;
    bool dies;
};

/* Create memory to share with a program, and set `descriptor` to it. Never freed. */
struct lab_calls *lab_calls_share(int *descriptor);

/* A cycle begins: reset the counts, and set `fault`. */
void lab_calls_choose(struct lab_calls *calls, const struct call_fault *fault);

/* Fill plan[] with at most `most` faults for a program that made these calls. Returns their number. */
size_t call_faults_plan(const struct lab_calls *calls, enum call_faults faults, struct call_fault plan[],
                        size_t most);

/* "the 2nd calloc() fails", or "" without a fault. Never freed. */
const char *call_fault_in_words(const struct call_fault *fault);

#endif
