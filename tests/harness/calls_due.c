/*
 * calls_due.c - judge what became of each call of a list.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "program.h"
#include "suite.h"
#include "words.h"

#define MOST_ROWS     8 /* shown before the call that went wrong */
#define RELEASED_ONCE "released 1"

const char *due_word(enum due due)
{
    static const char *const words[] = {[COMPUTED] = "computed", [SERVED] = "served", [REFUSED] = "an error"};

    return words[due];
}

static bool is_call(const struct item *item)
{
    return item->kind == CALL || item->kind == CALL_BESIDE;
}

static bool same(struct pair a, struct pair b)
{
    return a.first == b.first && a.second == b.second;
}

/* How often the server has been asked for this pair, by the first `count` items, if all went as is due. */
static size_t computed_before(const struct calls *calls, size_t count, struct pair pair)
{
    size_t computed = 0;

    for (size_t i = 0; i < count; i++)
        if (is_call(&calls->items[i]) && calls->items[i].due == COMPUTED && same(calls->items[i].pair, pair))
            computed++;
    return computed;
}

/* What is held for item `i`: the value that its function last computed for its arguments. "" for none. */
static const char *held_value(const struct calls *calls, size_t i)
{
    const struct item *item = &calls->items[i];

    while (i-- > 0) {
        const struct item *earlier = &calls->items[i];
        if (is_call(earlier) && earlier->function == item->function && earlier->due == COMPUTED &&
            same(earlier->pair, item->pair))
            return earlier->value;
    }
    return "";
}

/* The earlier call that was given the same value as item `i`; NULL where there is none. */
static const struct item *find_equal(const struct calls *calls, size_t i)
{
    for (size_t earlier = 0; earlier < i; earlier++)
        if (is_call(&calls->items[earlier]) &&
            strcmp(calls->items[earlier].value, calls->items[i].value) == 0)
            return &calls->items[earlier];
    return NULL;
}

/* The server's values begin with how often it has been asked for them, and no two of them are equal. */
static bool is_fresh(const struct calls *calls, size_t i)
{
    const struct item *item = &calls->items[i];

    return strtoul(item->value, NULL, 10) == computed_before(calls, i, item->pair) + 1 &&
           !find_equal(calls, i);
}

static bool is_as_due(const struct calls *calls, size_t i)
{
    const struct item *item = &calls->items[i];

    if (!is_call(item) && item->kind != RELEASE)
        return true;
    if (!item->value)
        return false;
    if (item->kind == RELEASE)
        return strcmp(item->value, RELEASED_ONCE) == 0;
    if (item->due == REFUSED)
        return item->error != 0;
    return item->error == 0 &&
           (item->due == COMPUTED ? is_fresh(calls, i) : strcmp(item->value, held_value(calls, i)) == 0);
}

/* What came of item `i`, to `text`. */
static void say_seen(const struct calls *calls, size_t i, char *text, size_t size)
{
    const struct item *item = &calls->items[i], *equal;

    if (!item->value)
        snprintf(text, size, "nothing");
    else if (item->kind == RELEASE)
        snprintf(text, size, "%s times", item->value);
    else if (item->error)
        snprintf(text, size, "an error: %d (%s)", item->error, strerror(item->error));
    else if (strcmp(item->value, held_value(calls, i)) == 0)
        snprintf(text, size, "served    %s", item->value);
    else if (is_fresh(calls, i))
        snprintf(text, size, "computed  %s", item->value);
    else if (item->value[0] == '<')
        snprintf(text, size, "wrong     an HTML page: the server's error, taken for a value");
    else if ((equal = find_equal(calls, i)))
        snprintf(text, size, "wrong     %s, which is that of %c(%ld, %ld)", item->value, equal->function,
                 equal->pair.first, equal->pair.second);
    else
        snprintf(text, size, "wrong     %s", item->value);
}

static void write_row(FILE *out, const struct calls *calls, size_t i)
{
    const struct item *item = &calls->items[i];
    char what[64], seen[192];

    say_seen(calls, i, seen, sizeof seen);
    if (is_call(item))
        snprintf(what, sizeof what, "%c(%ld, %ld)%s", item->function, item->pair.first, item->pair.second,
                 item->kind == CALL_BESIDE ? " beside" : "");
    switch (item->kind) {
    case DECORATE:
        fprintf(out, "  %c = %s\n", item->function, item->decorators);
        break;
    case BREAK:
        fprintf(out, "  (the server does not know these addresses any more)\n");
        break;
    case MEND:
        fprintf(out, "  (the server knows them again)\n");
        break;
    case RELEASE:
        fprintf(out, "  release %c %22s %-10s %s\n", item->function, "", "once", seen);
        break;
    default:
        fprintf(out, "  %-32s %-10s %s\n", what, due_word(item->due), seen);
    }
}

static size_t calls_before(const struct calls *calls, size_t row)
{
    size_t count = 0;

    for (size_t i = 0; i < row; i++)
        count += is_call(&calls->items[i]);
    return count;
}

/* What still holds of the rows that are not shown: how the functions in the rows behind them were made, and
 * whether the server is broken. */
static void write_cut_off(FILE *out, const struct calls *calls, size_t first, size_t last)
{
    const struct item *made[256] = {NULL}, *server = NULL;
    bool named[256] = {false};

    for (size_t i = first; i <= last; i++)
        named[(unsigned char)calls->items[i].function] |= calls->items[i].kind != DECORATE;
    for (size_t i = 0; i < first; i++)
        if (calls->items[i].kind == DECORATE)
            made[(unsigned char)calls->items[i].function] = &calls->items[i];
        else if (calls->items[i].kind == BREAK || calls->items[i].kind == MEND)
            server = &calls->items[i];
    for (size_t i = 0; i < first; i++)
        if (made[(unsigned char)calls->items[i].function] == &calls->items[i] &&
            named[(unsigned char)calls->items[i].function])
            write_row(out, calls, i);
    if (calls_before(calls, first) > 0)
        fprintf(out, "  ... %s before\n", counted(calls_before(calls, first), "calls"));
    if (server && server->kind == BREAK)
        write_row(out, calls, (size_t)(server - calls->items));
}

/* Fail the test over item `i`, and show what came before. */
static void fail_at(const struct calls *calls, size_t i)
{
    static const char *const in_full[] = {
        [COMPUTED] = "computed: the server is asked, and its fresh value returned",
        [SERVED] = "served: the value last computed for its arguments, and the server not asked",
        [REFUSED] = "an error: it has to be computed, and the server does not know the address",
    };
    const struct item *item = &calls->items[i];
    char *rows = NULL, seen[192];
    size_t size, first = i > MOST_ROWS + 2 ? i - MOST_ROWS : 0;
    FILE *out = open_memstream(&rows, &size);

    if (!out)
        harness_failure("no memory");
    suite_fail_scenario(calls->run.number);
    if (calls->build == PERTURBED)
        fprintf(out, "  (perturbed: with pauses around locks, and who waits is woken once for nothing)\n");
    fprintf(out, "  %-32s %-10s %s\n", "call", "due", "seen");
    write_cut_off(out, calls, first, i);
    for (size_t row = first; row <= i; row++)
        write_row(out, calls, row);
    fclose(out);
    say_seen(calls, i, seen, sizeof seen);
    if (item->kind == RELEASE)
        ck_abort_msg("due:  what is wrapped is released once, with what wraps it\nseen: %s\n%s", seen, rows);
    ck_abort_msg("due:  %c(%ld, %ld) is %s\nseen: %s\n%s", item->function, item->pair.first,
                 item->pair.second, in_full[item->due], seen, rows);
}

static size_t requests_due(const struct calls *calls)
{
    size_t due = 0;

    for (size_t i = 0; i < calls->count; i++)
        due += is_call(&calls->items[i]) && calls->items[i].due != SERVED;
    return due;
}

void expect_calls(struct calls *calls)
{
    run_calls(calls);
    for (size_t i = 0; i < calls->count; i++)
        if (!is_as_due(calls, i))
            fail_at(calls, i);
    if (calls->run.server.requests == requests_due(calls))
        return;
    suite_fail_scenario(calls->run.number);
    ck_abort_msg("due:  %s to the server for all of these calls, as their values tell\nseen: %zu",
                 counted(requests_due(calls), "requests"), calls->run.server.requests);
}
