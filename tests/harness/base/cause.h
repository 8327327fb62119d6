/*
 * cause.h - why a test failed, where that is not what the test is about: a program that crashes fails them
 * all. labs/kit/hints.md has hints for each, under its name.
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
    NO_FUNCTION,
    LEAK,
    REPORT,
    NO_COMPILE
};

/* One word, as results and hints have it: "crash". "" for NO_CAUSE. */
const char *cause_name(enum cause cause);

/* The cause of that name; NO_CAUSE for any other word. */
enum cause cause_find(const char *name);

/* The end of a sentence: "the program crashed". */
const char *cause_in_words(enum cause cause);

/* The section of every handout that is about it; NULL where the test's own is as good as any. */
const char *cause_section(enum cause cause);

/* Does a debugger show more of it than a message can? */
bool cause_is_for_debug(enum cause cause);

#endif
