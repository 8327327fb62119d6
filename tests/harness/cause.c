/*
 * cause.c - why a test failed, where that is not what the test is about.
 */
#include "cause.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *words;
} causes[] = {
    [NO_CAUSE] = {"", ""},
    [NO_REQUEST] = {"no-request", "the server was asked for nothing"},
    [CRASH] = {"crash", "the program crashed"},
    [HANG] = {"hang", "the program did not come to its end"},
    [STALL] = {"stall", "a reply that never ends was waited for"},
    [EARLY_EXIT] = {"early-exit", "the program left too early"},
    [REPORT] = {"report", "a sanitizer has reported something"},
    [NO_COMPILE] = {"no-compile", "the compiler does not take it"},
};

const char *cause_name(enum cause cause)
{
    return causes[cause].name;
}

enum cause cause_find(const char *name)
{
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
        if (strcmp(causes[i].name, name) == 0)
            return (enum cause)i;
    return NO_CAUSE;
}

const char *cause_in_words(enum cause cause)
{
    return causes[cause].words;
}
