/*
 * cause.c - the cause of a failure, if it is not what the test is about.
 */
#include "cause.h"

#include <stddef.h>
#include <string.h>

#define STEPS    "Steps 1"
#define MISTAKES "Classic mistakes"

static const struct {
    const char *name, *words, *section;
} causes[] = {
    [NO_CAUSE] = {"", "", NULL},
    [NO_REQUEST] = {"no-request", "the server got no request", STEPS},
    [CRASH] = {"crash", "the program crashed", MISTAKES},
    [HANG] = {"hang", "the program did not end", MISTAKES},
    [STALL] = {"stall", "a reply that never ends kept the program waiting", MISTAKES},
    [EARLY_EXIT] = {"early-exit", "the program left too early", NULL},
    [RETURNED_TWICE] = {"returned-twice", "a child returned from download_all()", MISTAKES},
    [NOT_WAITED] = {"not-waited", "download_all() did not wait for everything that it started", MISTAKES},
    [RETURN_VALUE] = {"return-value", "the returned number is not the number of saved images", MISTAKES},
    [FLOOD] = {"flood", "the program sent requests without end", MISTAKES},
    [LIMIT] = {"limit", "the program met a limit", NULL},
    [STOPPED] = {"stopped", "images after a failure were never asked for", MISTAKES},
    [UNFINISHED] = {"unfinished", "a reply came whole, and its transfer was not ended", MISTAKES},
    [TOO_MANY] = {"too-many", "more requests were in flight than there are workers", NULL},
    [DESCRIPTORS] = {"descriptors", "the program has used up its descriptors", NULL},
    [COUNTER] = {"counter", "tell_counter() was called with another number", NULL},
    [NO_FUNCTION] = {"no-function", "a decorator returned no function of its kind", STEPS},
    [LEAK] = {"leak", "memory was not freed", MISTAKES},
    [REPORT] = {"report", "a sanitizer found a fault", MISTAKES},
    [NO_COMPILE] = {"no-compile", "the compiler rejects it", NULL},
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

const char *cause_section(enum cause cause)
{
    return causes[cause].section;
}

bool cause_is_for_debug(enum cause cause)
{
    return cause == CRASH || cause == HANG || cause == EARLY_EXIT;
}
