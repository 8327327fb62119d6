/*
 * cache_words.c - report a mismatch in a list of calls.
 */
#include "cache_words.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../labs/kit/cache/value.h"
#include "../base/failure.h"
#include "../base/plural.h"
#include "../launch/program.h"
#include "../run/printed.h"
#include "../verdict/verdict.h"

#define MAX_ROWS    12 /* rows shown before the wrong call */
#define MAX_LABELS  64
#define SHORT_BYTES 12 /* arguments up to this size are shown completely */
#define WHAT_WIDE   30
#define UNFILLED \
    "a5" /* what memory holds after malloc(), and after free(): NOT_ZERO of labs/kit/cache/demo.c */
#define FREED "5a"

/* --- Arguments: a label, and its meaning --- */

struct labels {
    const struct arguments *args[MAX_LABELS];
    size_t count;
};

/* "x1", "x2", ... */
static size_t label_of(struct labels *labels, const struct arguments *args)
{
    size_t i = 0;

    while (i < labels->count && !arguments_equal(labels->args[i], args))
        i++;
    if (i == labels->count && i < MAX_LABELS)
        labels->args[labels->count++] = args;
    return i + 1;
}

static void write_bytes(FILE *out, const struct arguments *args, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%02x", args->bytes[i]);
}

static size_t count_differences(const struct arguments *a, const struct arguments *b)
{
    size_t differences = a->size != b->size ? MAX_ARGUMENTS : 0;

    for (size_t i = 0; i < a->size && i < b->size; i++)
        differences += a->bytes[i] != b->bytes[i];
    return differences;
}

/* "x2 = x1 with 07 as byte 3 of 24": arguments that are easily confused show their difference. */
static void write_as_change(FILE *out, const struct arguments *args, const struct arguments *of,
                            size_t number)
{
    const char *between = " with ";

    fprintf(out, "x%zu", number);
    for (size_t i = 0; i < args->size; i++)
        if (args->bytes[i] != of->bytes[i]) {
            fprintf(out, "%s%02x for %02x as byte %zu", between, args->bytes[i], of->bytes[i], i + 1);
            between = ", ";
        }
    fprintf(out, " of %zu\n", args->size);
}

static void write_labels(FILE *out, const struct labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct arguments *args = labels->args[i];
        size_t like = 0;
        fprintf(out, "  x%zu = ", i + 1);
        while (like < i && count_differences(args, labels->args[like]) > 3)
            like++;
        if (args->size > SHORT_BYTES && like < i) {
            write_as_change(out, args, labels->args[like], like + 1);
            continue;
        }
        write_bytes(out, args, args->size <= SHORT_BYTES ? args->size : SHORT_BYTES);
        if (args->size > SHORT_BYTES)
            fprintf(out, "... (%zu bytes)", args->size);
        fputc('\n', out);
    }
}

/* --- The effects of a call --- */

static bool is_call(const struct item *item)
{
    return item->kind == CALL || item->kind == CALL_BESIDE;
}

/* Does it run at once with another one? */
static bool is_at_once(const struct cache_run *run, size_t i)
{
    return run->items[i].kind == CALL_BESIDE || (i + 1 < run->count && run->items[i + 1].kind == CALL_BESIDE);
}

/* ", tell_counter(3)" for each counter among the events. */
static void add_counters(char *text, size_t size, const char *events, bool silent)
{
    bool any = false;

    for (const char *event = events; *event;
         event += strcspn(event, ",") + (event[strcspn(event, ",")] == ','))
        if (isdigit((unsigned char)*event)) {
            size_t length = strlen(text);
            snprintf(text + length, size - length, "%s%.*s", any ? ", " : ", counter ",
                     (int)strcspn(event, ","), event);
            any = true;
        }
    size_t length = strlen(text);
    if (!any && silent)
        snprintf(text + length, size - length, ", no tell_counter()");
}

static void say_outcome(char *text, size_t size, bool asked, int error)
{
    if (error)
        snprintf(text, size, "error %d", error);
    else
        snprintf(text, size, "%s", asked ? "miss" : "hit");
}

/* Whether the call returned what the failed wrapped function had left in the result. */
static bool is_rubbish(const char *digits, size_t size)
{
    char rubbish[3];

    snprintf(rubbish, sizeof rubbish, "%02x", VALUE_RUBBISH);
    for (size_t i = 0; i < (size + 1) / 2; i++)
        if (strncmp(digits + 2 * i, rubbish, 2) != 0)
            return false;
    return true;
}

/* Is every byte of it the same, as memory is that malloc() has just given, or free() taken? */
static bool is_filled_with(const char *digits, const char *byte)
{
    size_t length = strlen(digits);

    for (size_t i = 0; i + 1 < length; i += 2)
        if (strncmp(digits + i, byte, 2) != 0)
            return false;
    return length > 2; /* one byte may be so by chance */
}

/* The origin of the call's result. */
static void say_whose(const struct cache_run *run, const struct mismatch *mismatch, char *text, size_t size)
{
    const struct item *item = &run->items[mismatch->item];
    char digits[2 * MAX_RESULT + 1];

    for (size_t f = mismatch->model.count; f-- > 0;) {
        const struct model_function *function = &mismatch->model.functions[f];
        for (size_t a = 0; a < function->argument_count; a++)
            for (unsigned value = function->arguments[a].answers; value > 0; value--) {
                const struct arguments *args = &function->arguments[a].args;
                model_result(function, args, value, run->seed, digits);
                if (strcmp(digits, mismatch->got.result) != 0)
                    continue;
                if (function->name != item->function || function->released)
                    snprintf(text, size, "a result of another function, %c", function->name);
                else if (!arguments_equal(args, &item->args))
                    snprintf(text, size, "the result for other arguments");
                else
                    snprintf(text, size, "result %u for these arguments, not %u", value,
                             mismatch->expected.value);
                return;
            }
    }
    if (is_filled_with(mismatch->got.result, UNFILLED) || is_filled_with(mismatch->got.result, FREED))
        snprintf(text, size, "a result that was never filled in");
    else if (is_rubbish(mismatch->got.result, model_find(&mismatch->model, item->function)->result_size))
        snprintf(text, size, "bytes left in the result by an error");
    else
        snprintf(text, size, "bytes that no call returned before");
}

static void say_expected(const struct cache_run *run, const struct item *item,
                         const struct expected_call *call, char *text, size_t size)
{
    if (item->kind == RELEASE) {
        snprintf(text, size, "released once");
        return;
    }
    say_outcome(text, size, call->asks > 0, call->error);
    if (!run->values_only)
        add_counters(text, size, call->events, false);
}

static bool has_expected_result(const struct cache_run *run, const struct mismatch *mismatch)
{
    const struct item *item = &run->items[mismatch->item];
    char digits[2 * MAX_RESULT + 1];

    model_result(model_find(&mismatch->model, item->function), &item->args, mismatch->expected.value,
                 run->seed, digits);
    return strcmp(digits, mismatch->got.result) == 0;
}

static void say_got(const struct cache_run *run, const struct mismatch *mismatch, char *text, size_t size)
{
    const struct got_call *got = &mismatch->got;
    const struct item *item = &run->items[mismatch->item];

    if (!got->any) {
        snprintf(text, size, "nothing");
        return;
    }
    if (item->kind == RELEASE) {
        snprintf(text, size, "%s times", got->result);
        return;
    }
    if (mismatch->beside && !got->error && !has_expected_result(run, mismatch))
        say_whose(run, mismatch, text, size);
    else if (mismatch->beside)
        say_outcome(text, size, mismatch->expected.asks > 0, got->error);
    else
        say_outcome(text, size, strchr(got->events, '*') != NULL, got->error);
    size_t length = strlen(text);
    bool wrong_result = !got->error && !mismatch->expected.error && !mismatch->beside &&
                        (strchr(got->events, '*') != NULL) == (mismatch->expected.asks > 0) &&
                        !has_expected_result(run, mismatch);
    if (wrong_result) {
        snprintf(text + length, size - length, ", but with ");
        length = strlen(text);
        say_whose(run, mismatch, text + length, size - length);
    }
    if (!run->values_only && !mismatch->beside)
        add_counters(text, size, got->events, mismatch->expected.tells > 0);
}

/* --- The table --- */

struct table {
    FILE *out;
    const struct cache_run *run;
    struct labels labels;
    struct model model;
};

static void write_made(const struct table *table, const struct item *item)
{
    size_t args_size, result_size;
    int read = 0;

    sscanf(item->decorators, "%zu %zu %n", &args_size, &result_size, &read);
    fprintf(table->out, "  %c = %s (arguments: %s, result: %s)\n", item->function, item->decorators + read,
            counted(args_size, "bytes"), counted(result_size, "bytes"));
}

/* The counter that a call finds, by the contract; "" where calls at once find one in any order. */
static void say_counter(const struct table *table, size_t i, struct model_function *function, char text[24])
{
    const struct item *item = &table->run->items[i];

    text[0] = '\0';
    if (!is_at_once(table->run, i))
        snprintf(text, 24, "%llu",
                 (unsigned long long)model_counter(function, model_arguments(function, &item->args)));
}

static void write_call(struct table *table, size_t i, const char *counter, const char *expected,
                       const char *got)
{
    const struct item *item = &table->run->items[i];
    char what[64], often[24] = "";

    if (item->times > 1)
        snprintf(often, sizeof often, ", %u times", item->times);
    snprintf(what, sizeof what, "%s%c(x%zu)%s", item->kind == CALL_BESIDE ? "  at once: " : "",
             item->function, label_of(&table->labels, &item->args), often);
    fprintf(table->out, "  %-*s %7s  %-24s %s\n", WHAT_WIDE, what, counter, expected, got);
}

/* The effects of an item's calls, which were as expected. */
static void write_right_call(struct table *table, size_t i)
{
    const struct item *item = &table->run->items[i];
    struct model_function *function = model_find(&table->model, item->function);
    char text[256] = "", counter[24];
    unsigned misses = 0;

    say_counter(table, i, function, counter);
    for (unsigned time = 0; time < item->times; time++) {
        struct expected_call call = model_call(function, &item->args);
        misses += call.outcome == MISS;
        say_expected(table->run, item, &call, text, sizeof text);
    }
    if (item->times > 1)
        snprintf(text, sizeof text, "%s", counted(misses, "misses"));
    write_call(table, i, counter, text, text);
}

/* A row for an item that was as expected. */
static void write_row(struct table *table, size_t i)
{
    const struct item *item = &table->run->items[i];

    if (is_call(item)) {
        write_right_call(table, i);
        return;
    }
    model_do(&table->model, item);
    if (item->kind == DECORATE)
        write_made(table, item);
    else if (item->kind == SET_ERROR && item->number)
        fprintf(table->out, "  (the function that %c wraps now returns error %u: %s)\n", item->function,
                item->number, strerror((int)item->number));
    else if (item->kind == SET_ERROR)
        fprintf(table->out, "  (the function that %c wraps returns results again)\n", item->function);
    else if (item->kind == SET_MEMORY && item->number)
        fprintf(table->out, "  (allocation %u of cache.c from here on fails)\n", item->number);
    else if (item->kind == SET_MEMORY)
        fprintf(table->out, "  (no allocation fails any more)\n");
    else
        fprintf(table->out, "  release %c\n", item->function);
}

/* Whether the rows from `first` to `last` need this item: it makes one of their functions, or sets its error.
 * Only what still applies then counts. */
static bool is_needed(const struct cache_run *run, size_t i, size_t first, size_t last)
{
    const struct item *item = &run->items[i];

    if (item->kind != DECORATE && (item->kind != SET_ERROR || item->number == 0))
        return false;
    for (size_t later = i + 1; later < first; later++)
        if (run->items[later].kind == item->kind && run->items[later].function == item->function)
            return false;
    for (size_t later = first; later <= last; later++)
        if (run->items[later].function == item->function)
            return true;
    return false;
}

/* The rows before the wrong call. If they do not all fit, keep those that make its functions. */
static void write_rows_before(struct table *table, size_t last)
{
    FILE *out = table->out, *none = fopen("/dev/null", "we");
    size_t first = last > MAX_ROWS + 4 ? last - MAX_ROWS : 0, left_out = 0;

    while (first > 0 && table->run->items[first].kind == CALL_BESIDE)
        first--;
    for (size_t i = 0; i < last; i++) {
        bool shown = i >= first || is_needed(table->run, i, first, last);
        struct labels labels = table->labels;
        if (i == first && left_out > 0)
            fprintf(out, "  ... %s before\n", counted(left_out, "calls"));
        table->out = shown || !none ? out : none;
        write_row(table, i);
        if (!shown) {
            table->labels = labels;
            left_out += is_call(&table->run->items[i]) ? table->run->items[i].times : 0;
        }
    }
    table->out = out;
    if (none)
        fclose(none);
}

static const char *in_full(const struct item *item, const struct expected_call *expected)
{
    if (item->kind == RELEASE)
        return "";
    return expected->outcome == HIT    ? ": returns the held result, without a request"
           : expected->outcome == MISS ? ": asks the server, and returns its new value"
                                       : ": calls the wrapped function, and returns its error";
}

static void write_notes(struct table *table, bool shrunk)
{
    if (table->run->build == PERTURBED)
        fprintf(table->out,
                "  (perturbed: with pauses around locks, and one spurious wake-up for each wait)\n");
    if (shrunk)
        fprintf(table->out, "  (random calls, reduced to the fewest that still fail)\n");
}

/* A line of simultaneous calls, or the whole list, has the wrong number of requests. */
static void fail_for_requests(struct table *table, const struct mismatch *mismatch, char **rows)
{
    bool all = mismatch->item == table->run->count;
    size_t asked = table->run->run.server.requests, told = 0,
           last = all ? table->run->count : mismatch->item + 1;

    if (!all) {
        asked = 0;
        for (const char *c = mismatch->got.events; *c; c++) {
            asked += *c == '*';
            told += isdigit((unsigned char)*c) && (c == mismatch->got.events || c[-1] == ',');
        }
    }
    write_rows_before(table, last);
    write_labels(table->out, &table->labels);
    fclose(table->out);
    if (!all && asked >= mismatch->least && asked <= mismatch->most)
        ck_abort_msg("expected: each call of a cache() function calls tell_counter() once: %u calls at "
                     "once\ngot:      "
                     "called %zu times\n%s",
                     mismatch->expected.tells, told, *rows);
    ck_abort_msg("expected: %s%u requests to the server for %s calls%s\ngot:      %zu\n%s",
                 mismatch->least < mismatch->most ? "at most " : "", mismatch->most,
                 all ? "all these" : "these", all ? "" : " at once", asked, *rows);
}

/* Is nothing wrong with a call but the counters that it told? */
static bool is_about_counter(const struct cache_run *run, const struct mismatch *mismatch)
{
    const struct got_call *got = &mismatch->got;
    char expected[256] = "", told[256] = "";

    if (run->values_only || mismatch->beside || !got->any || !is_call(&run->items[mismatch->item]) ||
        got->error != mismatch->expected.error ||
        (strchr(got->events, '*') != NULL) != (mismatch->expected.asks > 0))
        return false;
    add_counters(expected, sizeof expected, mismatch->expected.events, false);
    add_counters(told, sizeof told, got->events, false);
    return strcmp(expected, told) != 0 && mismatch->expected.tells > 0;
}

void fail_for_mismatch(const struct cache_run *run, const struct mismatch *mismatch, bool shrunk)
{
    char *rows = NULL, expected[256] = "", got[256] = "", which[32] = "", counter[24];
    size_t size;
    struct table table = {.out = open_memstream(&rows, &size), .run = run};

    if (!table.out)
        harness_failure("no memory");
    suite_fail_scenario(run->run.number);
    write_notes(&table, shrunk);
    fprintf(table.out, "  %-*s %7s  %-24s %s\n", WHAT_WIDE, "call", "counter", "expected", "got");
    if (mismatch->item == run->count || mismatch->time == 0)
        fail_for_requests(&table, mismatch, &rows);
    const struct item *item = &run->items[mismatch->item];
    write_rows_before(&table, mismatch->item);
    say_expected(run, item, &mismatch->expected, expected, sizeof expected);
    say_got(run, mismatch, got, sizeof got);
    if (is_call(item)) {
        if (item->times > 1)
            snprintf(which, sizeof which, "call %u of these: ", mismatch->time);
        say_counter(&table, mismatch->item, model_find(&table.model, item->function), counter);
        write_call(&table, mismatch->item, counter, expected, got);
    } else
        fprintf(table.out, "  release %c %*s %-24s %s\n", item->function, WHAT_WIDE - 1, "", expected, got);
    write_labels(table.out, &table.labels);
    fclose(table.out);
    const char *lines = printed(&run->run); /* it begins a line, and the rows end one */
    fail_because(is_about_counter(run, mismatch) ? COUNTER : NO_CAUSE, "expected: %s%s%s\ngot:      %s\n%s%s",
                 which, expected, in_full(item, &mismatch->expected), got, rows, *lines ? lines + 1 : "");
}
