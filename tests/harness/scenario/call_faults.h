/*
 * call_faults.h - calls of the lab's own code that fail, and children that die at one: which, and when.
 */
#ifndef HARNESS_CALL_FAULTS_H
#define HARNESS_CALL_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../../instrument/address/lab_calls.h"

/* The first cycle of such a run counts the calls; in each later one another call is chosen. */
enum call_faults {
    NO_CALL_FAULTS,
    CALLS_FAIL,   /* it fails, and in some cycles all later ones of its name, too */
    CHILDREN_DIE, /* the child that makes it dies */
};

/* The `first` to the `last` call of that name since the cycle began; none where `first` is 0. */
struct call_fault {
    enum lab_call call;
    unsigned first, last;
    bool dies;
};

/* Memory to share with a program: its descriptor goes to `descriptor`. Not given back. */
struct lab_calls *lab_calls_share(int *descriptor);

/* A cycle begins: set the counts to 0, and choose `fault`. */
void lab_calls_choose(struct lab_calls *calls, const struct call_fault *fault);

/* Fill plan[] with at most `most` faults for a program that has made these calls. Returns how many. */
size_t call_faults_plan(const struct lab_calls *calls, enum call_faults faults, struct call_fault plan[],
                        size_t most);

/* "the 2nd calloc() fails", "" where there is none. Not given back. */
const char *call_fault_in_words(const struct call_fault *fault);

#endif
