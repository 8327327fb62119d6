/*
 * cause.h - the cause of a failure, if it is not what the test is about: a program that crashes fails all
 * tests. labs/kit/hints.md has hints for each cause, under its name.
 */
#ifndef HARNESS_CAUSE_H
#define HARNESS_CAUSE_H

#include <stdbool.h>

enum cause {
    NO_CAUSE,
    NO_REQUEST,
    CRASH,
    HANG,
    STALL,
    EARLY_EXIT,
    RETURNED_TWICE,
    NOT_WAITED,
    RETURN_VALUE,
    FLOOD,
    LIMIT,
    STOPPED,
    UNFINISHED,
    TOO_MANY,
    DESCRIPTORS,
    COUNTER,
    NO_FUNCTION,
    LEAK,
    REPORT,
    NO_COMPILE
};

/* The name used in results and hints: "crash". "" for NO_CAUSE. */
const char *cause_name(enum cause cause);

/* The cause with this name; NO_CAUSE for any other word. */
enum cause cause_find(const char *name);

/* A clause for messages: "the program crashed". */
const char *cause_in_words(enum cause cause);

/* The section of every handout that describes it; NULL if the test's section is as good. */
const char *cause_section(enum cause cause);

/* Whether a debugger shows more about it than a message can. */
bool cause_is_for_debug(enum cause cause);

#endif
