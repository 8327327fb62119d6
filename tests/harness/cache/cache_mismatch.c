/*
 * cache_mismatch.c - compare a list of calls with the model.
 */
#include "cache_mismatch.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "../launch/program.h"
#include "../verdict/verdict.h"

#define RELEASED_ONCE "released 1"

/* --- The program's rows --- */

struct judging {
    const struct cache_run *run;
    struct model model;
    size_t row;    /* index of the next result */
    unsigned used; /* calls of this row judged so far */
    struct mismatch *mismatch;
};

/* The next call of this line. A row stands for several calls; the counter rises by 1 with each. */
static struct got_call take_call(struct judging *judging, size_t line)
{
    struct got_call got = {.any = false};

    if (judging->row == judging->run->row_count || judging->run->rows[judging->row].line != line)
        return got;
    const struct result_row *row = &judging->run->rows[judging->row];
    got = (struct got_call){.any = true, .error = row->error, .result = row->result};
    if (isdigit((unsigned char)row->events[0]) && judging->used > 0)
        snprintf(got.events, sizeof got.events, "%lu", strtoul(row->events, NULL, 10) + judging->used);
    else
        snprintf(got.events, sizeof got.events, "%s", row->events);
    if (++judging->used == row->times) {
        judging->row++;
        judging->used = 0;
    }
    return got;
}

/* The number of events of this kind: '*', '!', or '0' for a counter. */
static unsigned count_events(const char *events, char kind)
{
    unsigned count = 0;

    for (const char *event = events; *event;
         event += strcspn(event, ",") + (event[strcspn(event, ",")] == ','))
        count += kind == '0' ? isdigit((unsigned char)*event) != 0 : *event == kind;
    return count;
}

/* --- Judging --- */

static bool has_result(const struct judging *judging, const struct item *item,
                       const struct expected_call *expected, const char *result)
{
    char digits[2 * MAX_RESULT + 1];

    model_result(model_find(&judging->model, item->function), &item->args, expected->value,
                 judging->run->seed, digits);
    return strcmp(result, digits) == 0;
}

static bool note(struct judging *judging, size_t i, unsigned time, const struct expected_call *expected,
                 const struct got_call *got, bool beside)
{
    judging->mismatch->item = i;
    judging->mismatch->time = time;
    judging->mismatch->expected = *expected;
    judging->mismatch->got = *got;
    judging->mismatch->beside = beside;
    return false;
}

/* The expectation of a test must equal the model's: otherwise one of them is wrong. */
static struct expected_call expect_call(struct judging *judging, size_t i)
{
    const struct item *item = &judging->run->items[i];
    struct expected_call expected = model_call(model_find(&judging->model, item->function), &item->args);

    if (item->expected != DRAWN && item->expected != expected.outcome)
        harness_failure("call %zu of the test's list: the test and the model expect different things", i);
    judging->model.least_requests += expected.asks;
    judging->model.most_requests += expected.asks;
    return expected;
}

/* A call during which an allocation failed may return ENOMEM. */
static bool had_no_memory(struct judging *judging, const struct item *item, const struct got_call *got)
{
    unsigned asks = count_events(got->events, '*');

    if (!judging->model.lacks_memory || !got->any || got->error != ENOMEM ||
        count_events(got->events, '!') == 0 || asks > 1)
        return false;
    model_call_without_memory(model_find(&judging->model, item->function), &item->args, asks);
    judging->model.least_requests += asks;
    judging->model.most_requests += asks;
    return true;
}

/* A further counter, or one reported too late, does not count. */
static bool tells_as_expected(const struct judging *judging, const struct expected_call *expected,
                              const struct got_call *got)
{
    if (judging->model.lacks_memory && count_events(got->events, '!') > 0)
        return true;
    return judging->run->values_only || strcmp(got->events, expected->events) == 0;
}

static bool judge_call(struct judging *judging, size_t i, size_t line)
{
    const struct item *item = &judging->run->items[i];

    for (unsigned time = 1; time <= item->times; time++) {
        struct got_call got = take_call(judging, line);
        if (had_no_memory(judging, item, &got))
            continue;
        struct model_arguments *known =
            model_arguments(model_find(&judging->model, item->function), &item->args);
        if (known->unsure && count_events(got.events, '*') > 0)
            known->layers[0].held = false;
        known->unsure = false;
        struct expected_call expected = expect_call(judging, i);
        bool right = got.any && got.error == expected.error &&
                     (got.error || has_result(judging, item, &expected, got.result)) &&
                     count_events(got.events, '*') == expected.asks &&
                     tells_as_expected(judging, &expected, &got);
        if (!right)
            return note(judging, i, time, &expected, &got, false);
    }
    return true;
}

/* Whether it is the line's first call of this function with these arguments. */
static bool is_first_of_equals(const struct cache_run *run, size_t first, size_t i)
{
    for (size_t j = first; j < i; j++)
        if (run->items[j].function == run->items[i].function &&
            arguments_equal(&run->items[j].args, &run->items[i].args))
            return false;
    return true;
}

/*
 * Simultaneous calls must give the results of some order, one after another. Any of the equal calls may ask
 * the server. If it fails, the waiting calls may return the same error, or ask for themselves.
 */
static bool judge_calls_at_once(struct judging *judging, size_t first, size_t end, size_t line)
{
    unsigned least = 0, most = 0, tells = 0;
    bool nested = false;
    struct got_call got, of_the_first = {.any = false};
    struct expected_call expected = {.asks = 0};

    for (size_t i = first; i < end; i++) {
        const struct item *item = &judging->run->items[i];
        got = take_call(judging, line);
        expected = expect_call(judging, i);
        nested |= expected.outcome == FAIL && model_find(&judging->model, item->function)->layer_count > 1;
        tells += expected.tells;
        most += expected.asks;
        least += expected.outcome == MISS ||
                 (expected.outcome == FAIL && is_first_of_equals(judging->run, first, i));
        if (i == first)
            of_the_first = got;
        if (!got.any || got.error != expected.error ||
            (!got.error && !has_result(judging, item, &expected, got.result)))
            return note(judging, i, 1, &expected, &got, true);
    }
    judging->model.least_requests -= most - least;
    unsigned asked = count_events(of_the_first.events, '*'), told = count_events(of_the_first.events, '0');
    judging->mismatch->least = least;
    judging->mismatch->most = most;
    expected.tells = tells;
    if (asked < least || asked > most || (!judging->run->values_only && !nested && told != tells))
        return note(judging, end - 1, 0, &expected, &of_the_first, true);
    return true;
}

static bool judge_release(struct judging *judging, size_t i, size_t line)
{
    const struct expected_call expected = {.outcome = HIT};
    struct got_call got = take_call(judging, line);

    model_do(&judging->model, &judging->run->items[i]);
    return (got.any && strcmp(got.result, RELEASED_ONCE) == 0) || note(judging, i, 1, &expected, &got, false);
}

/* Judge the calls that begin with item `*i`, and move to the next ones. */
static bool judge_next(struct judging *judging, size_t *i)
{
    const struct cache_run *run = judging->run;
    const struct item *item = &run->items[*i];
    size_t first = *i, line = item_line(run, first), end = first + 1;

    while (end < run->count && run->items[end].kind == CALL_BESIDE)
        end++;
    *i = end;
    if (item->kind == RELEASE)
        return judge_release(judging, first, line);
    if (item->kind == CALL && end > first + 1)
        return judge_calls_at_once(judging, first, end, line);
    if (item->kind == CALL)
        return judge_call(judging, first, line);
    model_do(&judging->model, item);
    if (item->kind == DECORATE) /* if an allocation failed */
        take_call(judging, line);
    return true;
}

bool find_mismatch(const struct cache_run *run, struct mismatch *mismatch)
{
    struct judging judging = {.run = run, .mismatch = mismatch};
    size_t requests = run->run.server.requests, i = 0;

    *mismatch = (struct mismatch){.item = run->count};
    while (i < run->count)
        if (!judge_next(&judging, &i)) {
            mismatch->model = judging.model;
            return true;
        }
    mismatch->model = judging.model;
    mismatch->least = (unsigned)judging.model.least_requests;
    mismatch->most = (unsigned)judging.model.most_requests;
    if (requests < mismatch->least || requests > mismatch->most)
        return true;
    model_free(&mismatch->model);
    return false;
}
