/*
 * cache_shrink.c - shorten a list of calls that contains a mismatch.
 *
 * Each try runs the program. The number of tries is limited: a longer list is better than no verdict.
 */
#include "cache_shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "../launch/program.h"

#define MAX_TRIES 60

struct shrinking {
    struct cache_run best;
    struct mismatch mismatch;
    size_t tries;
};

static struct item *copy_items(const struct cache_run *run)
{
    struct item *items = calloc(run->count + 1, sizeof *items);

    if (!items)
        harness_failure("no memory");
    memcpy(items, run->items, run->count * sizeof *items);
    return items;
}

/* Remove items that have become meaningless: items for a function that is not made, and simultaneous calls
 * without a first one. */
static void tidy(struct cache_run *run)
{
    bool alive[256] = {false}, in_line = false;
    size_t count = 0;

    for (size_t i = 0; i < run->count; i++) {
        struct item item = run->items[i];
        bool *is_alive = &alive[(unsigned char)item.function];
        bool kept = item.kind == SET_MEMORY || (item.kind == DECORATE) != *is_alive;
        if (!kept)
            continue;
        if (item.kind == CALL_BESIDE && !in_line)
            item.kind = CALL;
        in_line = item.kind == CALL || item.kind == CALL_BESIDE;
        if (item.kind == DECORATE || item.kind == RELEASE)
            *is_alive = item.kind == DECORATE;
        item.expected = DRAWN;
        run->items[count++] = item;
    }
    run->count = count;
}

/* If it still has a mismatch, it is the best list so far. */
static bool try(struct shrinking *shrinking, struct cache_run run)
{
    struct mismatch mismatch;

    if (shrinking->tries >= MAX_TRIES)
        return false;
    shrinking->tries++;
    tidy(&run);
    if (!try_calls(&run) || !find_mismatch(&run, &mismatch))
        return false;
    if (mismatch.item < run.count)
        run.count = mismatch.item + 1;
    while (run.count < shrinking->best.count && mismatch.item < run.count &&
           run.items[run.count].kind == CALL_BESIDE)
        run.count++;
    shrinking->best = run;
    shrinking->mismatch = mismatch;
    return true;
}

static bool try_without(struct shrinking *shrinking, size_t first, size_t count)
{
    struct cache_run run = shrinking->best;

    if (first + count > run.count)
        return false;
    run.items = copy_items(&run);
    memmove(&run.items[first], &run.items[first + count], (run.count - first - count) * sizeof *run.items);
    run.count -= count;
    return try(shrinking, run);
}

/* Drop parts: halves first, then smaller and smaller ones. */
static void drop_items(struct shrinking *shrinking)
{
    for (size_t part = shrinking->best.count / 2; part > 0; part /= 2)
        for (size_t end = shrinking->best.count; end >= part && shrinking->tries < MAX_TRIES;) {
            size_t first = end - part;
            if (first >= shrinking->best.count)
                first = shrinking->best.count > part ? shrinking->best.count - part : 0;
            try_without(shrinking, first, part);
            end = first;
        }
}

/* Drop all functions except that of the wrong call, at once. */
static void drop_other_functions(struct shrinking *shrinking)
{
    struct cache_run run = shrinking->best;
    size_t count = 0;

    if (shrinking->mismatch.item >= run.count)
        return;
    char name = run.items[shrinking->mismatch.item].function;
    run.items = copy_items(&run);
    for (size_t i = 0; i < run.count; i++)
        if (run.items[i].function == name)
            run.items[count++] = run.items[i];
    run.count = count;
    try(shrinking, run);
}

/* Keep only the last bytes of arguments, and few bytes of results, for all functions at once. */
static void shrink_sizes(struct shrinking *shrinking, size_t args, size_t result)
{
    struct cache_run run = shrinking->best;

    run.items = copy_items(&run);
    for (size_t i = 0; i < run.count; i++) {
        struct item *item = &run.items[i];
        size_t args_size, result_size;
        char *decorators;
        int read = 0;
        if (item->args.size > args) {
            memmove(item->args.bytes, item->args.bytes + item->args.size - args, args);
            item->args.size = args;
        }
        if (item->kind != DECORATE ||
            sscanf(item->decorators, "%zu %zu%n", &args_size, &result_size, &read) != 2)
            continue;
        if (asprintf(&decorators, "%zu %zu%s", args_size < args ? args_size : args,
                     result_size < result ? result_size : result, item->decorators + read) < 0)
            harness_failure("no memory");
        item->decorators = decorators;
    }
    try(shrinking, run);
}

/* Repeat a repeated call fewer times. */
static void shrink_times(struct shrinking *shrinking)
{
    for (size_t i = 0; i < shrinking->best.count; i++)
        while (shrinking->best.items[i].times > 1) {
            struct cache_run run = shrinking->best;
            run.items = copy_items(&run);
            run.items[i].times /= 2;
            if (!try(shrinking, run) || i >= shrinking->best.count)
                break;
        }
}

void shrink_calls(struct cache_run *run, struct mismatch *mismatch)
{
    struct shrinking shrinking = {.best = *run, .mismatch = *mismatch};

    shrinking.best.items = copy_items(run);
    if (mismatch->item < run->count && !mismatch->beside)
        shrinking.best.count = mismatch->item + 1;
    drop_other_functions(&shrinking);
    drop_items(&shrinking);
    shrink_sizes(&shrinking, 4, 4);
    shrink_sizes(&shrinking, MAX_ARGUMENTS, 4);
    shrink_times(&shrinking);
    *run = shrinking.best;
    *mismatch = shrinking.mismatch;
}
