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
    [RETURNED_TWICE] = {"returned-twice", "a child came back from download_all()"},
    [NOT_WAITED] = {"not-waited", "download_all() did not wait for all that it had started"},
    [RETURN_VALUE] = {"return-value", "what was returned is not the number of images saved"},
    [FLOOD] = {"flood", "the server was asked again and again"},
    [NO_FUNCTION] = {"no-function", "a decorator returned no function of its kind"},
    [LEAK] = {"leak", "memory was not given back"},
    [REPORT] = {"report", "a sanitizer has found a fault"},
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
