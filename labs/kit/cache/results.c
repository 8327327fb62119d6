/*
 * results.c - the lines of results.
 */
#include "results.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void write_line(const struct results *results)
{
    if (results->times > 0)
        fprintf(results->file, "%zu\t%u\t%d\t%s\t%s\n", results->line, results->times, results->error,
                results->events, results->result);
}

/* Did nothing happen? Or the same as in the last call, with a counter one higher? */
static bool goes_on(const struct results *last, const char *events)
{
    if (strcmp(events, "-") == 0)
        return strcmp(last->events, "-") == 0;
    if (events[strspn(events, "0123456789")] || last->events[strspn(last->events, "0123456789")])
        return false;
    return strtoul(events, NULL, 10) == strtoul(last->events, NULL, 10) + last->times;
}

void results_tell(struct results *results, size_t line, int error, const char *events, const char *result)
{
    if (results->times > 0 && results->line == line && results->error == error && goes_on(results, events) &&
        strcmp(results->result, result) == 0) {
        results->times++;
        return;
    }
    write_line(results);
    results->line = line;
    results->times = 1;
    results->error = error;
    snprintf(results->events, sizeof results->events, "%s", events);
    snprintf(results->result, sizeof results->result, "%s", result);
}

void results_end(struct results *results)
{
    write_line(results);
    results->times = 0;
}
