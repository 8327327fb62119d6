/*
 * cache_draw.c - lists of calls, drawn from the test's seed.
 *
 * The model runs along while a list is drawn. So the kind of each possible call is known, and calls are
 * chosen until each kind has occurred.
 */
#include "cache_draw.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "../base/test_random.h"
#include "../launch/program.h"
#include "cache_expect.h"
#include "cache_model.h"

#define NAMES           4
#define RELATIVES       6  /* different arguments of one function */
#define CALLS_A_PHASE   70 /* at least */
#define MAX_CALLS       2000
#define LEAST_OF_A_KIND 3

/* --- Sizes, decorators, errors --- */

__attribute__((format(printf, 1, 2))) static const char *format(const char *format, ...)
{
    va_list values;
    char *text;

    va_start(values, format);
    if (vasprintf(&text, format, values) < 0)
        harness_failure("no memory");
    va_end(values);
    return text;
}

#define MAX_USUAL 200 /* bytes */

/* From 1 to MAX_USUAL. Small sizes, and those of the C types, are more frequent. */
static size_t draw_size(void)
{
    static const size_t usual[] = {1, 2, 3, 4, 7, 8, 16, 24, 100, 127, 128, MAX_USUAL};

    return draw(0, 2) == 0 ? draw(1, MAX_USUAL) : usual[draw(0, sizeof usual / sizeof usual[0] - 1)];
}

const char *draw_sizes(const char *decorators)
{
    size_t args = draw_size(), result = draw_size();

    return format("%zu %zu %s", args, result, decorators);
}

/* Larger than a buffer of one or four KiB: sizes that a student may guess. */
static const char *draw_large_sizes(const char *decorators)
{
    size_t args = draw(1025, MAX_ARGUMENTS), result = draw(4097, MAX_RESULT);

    return format("%zu %zu %s", args, result, decorators);
}

static int draw_error(void)
{
    static const int errors[] = {EPERM, ENOENT, EIO, EAGAIN, EBUSY, ETIMEDOUT, ECONNREFUSED};

    return errors[draw(0, sizeof errors / sizeof errors[0] - 1)];
}

static void shuffle(unsigned numbers[], size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = draw(0, i - 1);
        unsigned kept = numbers[other];
        numbers[other] = numbers[i - 1];
        numbers[i - 1] = kept;
    }
}

/* --- Kinds of calls --- */

/* The state that a call of the outermost decorator meets: which decorator; whether the counter makes the call
 * a miss; whether the arguments are new, held, or dropped by an error; and whether the wrapped function
 * fails. */
struct kind {
    bool per_arguments, due, fails;
    enum { NEW, HELD, DROPPED } state;
};

#define KINDS (2 * 2 * 2 * 3)

static size_t number_of(struct kind kind)
{
    return ((kind.per_arguments * 2u + kind.due) * 2u + kind.fails) * 3u + kind.state;
}

/* A counter for each arguments: it is above 0 only if there was a result. */
static bool is_possible(size_t number)
{
    bool per_arguments = number / 12 % 2, due = number / 6 % 2;

    return !per_arguments || !due || number % 3 != NEW;
}

static size_t kind_of(const struct model_function *function, const struct model_arguments *known, bool fails)
{
    size_t layer = function->layer_count - 1;
    bool tried = known->answers + known->failures > 0 || known->layers[layer].counter > 0;
    struct kind kind = {.per_arguments = function->layers[layer].per_arguments,
                        .due = model_is_due(function, known),
                        .fails = fails,
                        .state = known->layers[layer].held ? HELD
                                 : tried                   ? DROPPED
                                                           : NEW};
    return number_of(kind);
}

/* --- Drawing --- */

struct drawing {
    struct cache_run *run;
    struct model model;
    struct arguments pool[NAMES][RELATIVES];
    size_t pool_size[NAMES];
    unsigned kinds[KINDS]; /* number of calls of each kind */
};

static char name_of(size_t function)
{
    return "fghk"[function];
}

/* Make the model run the last item of the list. */
static void follow(struct drawing *drawing)
{
    const struct item *item = &drawing->run->items[drawing->run->count - 1];

    if (item->kind == CALL || item->kind == CALL_BESIDE)
        model_call(model_find(&drawing->model, item->function), &item->args);
    else
        model_do(&drawing->model, item);
}

static void draw_function(struct drawing *drawing, size_t function, bool large, const char *decorators)
{
    char name = name_of(function);

    if (model_find(&drawing->model, name)) {
        release(drawing->run, name);
        follow(drawing);
    }
    decorate(drawing->run, name, large ? draw_large_sizes(decorators) : draw_sizes(decorators));
    follow(drawing);
    size_t size = model_find(&drawing->model, name)->args_size;
    drawing->pool_size[function] = draw(3, RELATIVES);
    draw_relatives(drawing->pool[function], drawing->pool_size[function], size);
}

static void draw_call(struct drawing *drawing, size_t function, size_t which, bool fails)
{
    struct model_function *made = model_find(&drawing->model, name_of(function));
    const struct arguments *args = &drawing->pool[function][which];

    if (fails != (made->error != 0) || (fails && draw(0, 3) == 0)) {
        set_error(drawing->run, name_of(function), fails ? draw_error() : 0);
        follow(drawing);
    }
    drawing->kinds[kind_of(made, model_arguments(made, args), fails)]++;
    call(drawing->run, DRAWN, name_of(function), *args);
    follow(drawing);
}

/* Choose the rarest of the kinds that a call could now be. */
static void draw_rare_call(struct drawing *drawing)
{
    size_t function = 0, which = 0, fewest = SIZE_MAX, equals = 0;
    bool fails = false;

    for (size_t f = 0; f < NAMES; f++)
        for (size_t w = 0; w < drawing->pool_size[f]; w++)
            for (int failing = 0; failing <= 1; failing++) {
                struct model_function *made = model_find(&drawing->model, name_of(f));
                size_t kind = kind_of(made, model_arguments(made, &drawing->pool[f][w]), failing);
                if (drawing->kinds[kind] > fewest)
                    continue;
                equals = drawing->kinds[kind] < fewest ? 1 : equals + 1;
                fewest = drawing->kinds[kind];
                if (draw(1, equals) == 1)
                    function = f, which = w, fails = failing;
            }
    draw_call(drawing, function, which, fails);
}

/* Call one function for a while, with a few arguments in turn. Calls after an error show what it left. */
static void draw_some_calls(struct drawing *drawing)
{
    size_t function = draw(0, NAMES - 1), calls = draw(2, 9), few = draw(1, drawing->pool_size[function]);
    bool fails = draw(0, 3) == 0;

    for (size_t i = 0; i < calls; i++) {
        draw_call(drawing, function, draw(0, few - 1), fails);
        fails = fails ? draw(0, 1) == 0 : draw(0, 7) == 0;
    }
}

static bool has_all_kinds(const struct drawing *drawing, unsigned times)
{
    for (size_t i = 0; i < KINDS; i++)
        if (is_possible(i) && drawing->kinds[i] < times)
            return false;
    return true;
}

/* A function decorated two to MAX_LAYERS times. */
static const char *draw_nested(size_t layers)
{
    const char *text = "";

    for (size_t i = 0; i < layers; i++)
        text = format("%s%s%s %zu", text, i > 0 ? " " : "", draw(0, 1) ? "cache" : "cache_per_arguments",
                      draw(0, 3));
    return text;
}

void draw_calls(struct cache_run *run, size_t phases)
{
    struct drawing drawing = {.run = run};
    unsigned runs[2][4] = {{0, 1, 2, (unsigned)draw(3, 7)}, {0, 1, 3, (unsigned)draw(4, 7)}};

    shuffle(runs[0], 4);
    shuffle(runs[1], 4);
    for (size_t phase = 0; phase < phases; phase++) {
        /* Made in any order, while the others continue. */
        unsigned order[NAMES] = {0, 1, 2, 3};
        shuffle(order, NAMES);
        for (size_t i = 0; i < NAMES; i++) {
            const char *decorators = order[i] == 0   ? format("cache %u", runs[0][phase % 4])
                                     : order[i] == 1 ? format("cache_per_arguments %u", runs[1][phase % 4])
                                     : order[i] == 2 ? draw_nested(2)
                                                     : draw_nested(draw(1, MAX_LAYERS));
            draw_function(&drawing, order[i], order[i] == phase % NAMES, decorators);
            if (phase > 0)
                draw_some_calls(&drawing);
            if (phase == 0 && i + 1 < NAMES)
                continue;
        }
        size_t end = run->count + CALLS_A_PHASE;
        while (run->count < end) {
            draw_rare_call(&drawing);
            if (draw(0, 2) == 0)
                draw_some_calls(&drawing);
        }
    }
    for (size_t more = 0; !has_all_kinds(&drawing, LEAST_OF_A_KIND); more++) {
        if (more == MAX_CALLS)
            harness_failure("some kind of call was not drawn");
        if (more % CALLS_A_PHASE == 0) { /* new arguments */
            draw_function(&drawing, 0, false, format("cache %zu", draw(1, 3)));
            draw_function(&drawing, 1, false, format("cache_per_arguments %zu", draw(1, 3)));
        }
        draw_rare_call(&drawing);
    }
    release(run, name_of(draw(0, NAMES - 1))); /* the others are released at the end */
    model_free(&drawing.model);
}

/* --- Results that errors drop among many --- */

#define MANY    40
#define VICTIMS 6 /* the first result held, the last one, and others */

/* Call until the next call with these arguments is a miss. */
static void make_due(struct drawing *drawing, const struct arguments *args)
{
    struct model_function *made = model_find(&drawing->model, name_of(0));

    while (!model_is_due(made, model_arguments(made, args))) {
        call(drawing->run, DRAWN, name_of(0), *args);
        follow(drawing);
    }
}

static void draw_drops(struct cache_run *run, const char *decorator)
{
    struct drawing drawing = {.run = run};
    struct arguments args[MANY];
    unsigned order[MANY], victims[VICTIMS] = {0, MANY - 1};
    size_t size = draw(5, 30);

    for (unsigned i = 0; i < MANY; i++) {
        args[i] = arguments_with(draw_arguments(size), draw(0, 1), (unsigned char)(i + 1));
        args[i].bytes[2] = (unsigned char)i;
        order[i] = i;
    }
    for (size_t i = 2; i < VICTIMS; i++)
        victims[i] = (unsigned)draw(1, MANY - 2);
    shuffle(victims, VICTIMS);
    decorate(run, name_of(0), format("%zu %zu %s", size, draw(1, 40), decorator));
    follow(&drawing);
    for (size_t i = 0; i <= VICTIMS; i++) {
        for (size_t j = 0; j < MANY; j++) {
            call(run, DRAWN, name_of(0), args[order[j]]);
            follow(&drawing);
        }
        shuffle(order, MANY);
        if (i == VICTIMS)
            break;
        make_due(&drawing, &args[victims[i]]);
        set_error(run, name_of(0), draw_error());
        follow(&drawing);
        call(run, DRAWN, name_of(0), args[victims[i]]);
        follow(&drawing);
        set_error(run, name_of(0), 0);
        follow(&drawing);
    }
    release(run, name_of(0));
    model_free(&drawing.model);
}

void draw_dropped_results(struct cache_run *run)
{
    draw_drops(run, format("cache %zu", draw(50, 60)));
    draw_drops(run, format("cache_per_arguments %zu", draw(7, 10)));
}

/* --- Large numbers --- */

/* More calls than a counter of this type can count, before and after a miss. */
static void draw_large(struct cache_run *run, char name, const char *decorator, unsigned runs)
{
    size_t size = draw(1, 8);
    struct arguments x = draw_arguments(size), y = arguments_with(x, 0, (unsigned char)(x.bytes[0] + 1));

    decorate(run, name, format("%zu %zu %s %u", size, draw(1, 8), decorator, runs));
    call_often(run, (unsigned)draw(2, 5), name, x);
    call(run, DRAWN, name, y);
    call_often(run, runs - (unsigned)draw(0, 4), name, x);
    call(run, DRAWN, name, y);
    call_often(run, (unsigned)draw(10, 15), name, x);
    call(run, DRAWN, name, y);
    release(run, name);
}

void draw_large_runs(struct cache_run *run)
{
    unsigned bytes[] = {127, 128, 255, 256, 300};
    size_t count = sizeof bytes / sizeof bytes[0];

    shuffle(bytes, count);
    for (size_t i = 0; i < count; i++)
        draw_large(run, name_of(draw(0, 1)), draw(0, 1) ? "cache" : "cache_per_arguments", bytes[i]);
    for (size_t i = 0; i < 2; i++) {
        draw_large(run, 'f', i == 0 ? "cache" : "cache_per_arguments", 255);
        draw_large(run, 'f', i == 0 ? "cache" : "cache_per_arguments", 256);
        draw_large(run, 'g', i == 0 ? "cache" : "cache_per_arguments", 65536);
        struct arguments x = draw_arguments(draw(1, 8)),
                         y = arguments_with(x, 0, (unsigned char)(x.bytes[0] + 1));
        decorate(run, 'h',
                 format("%zu 8 %s %u", x.size, i == 0 ? "cache" : "cache_per_arguments", UINT32_MAX));
        call_often(run, 5, 'h', x);
        set_error(run, 'h', draw_error());
        call_often(run, 2, 'h', y);
        set_error(run, 'h', 0);
        call_often(run, 2, 'h', y);
        call_often(run, (unsigned)draw(3, 300), 'h', x);
        release(run, 'h');
    }
}

/* --- No memory --- */

#define MAX_ALLOCATIONS 4 /* allocations to fail in one call, one after another */

static void draw_failing_calls(struct cache_run *run, char name, const char *decorator)
{
    enum { ARGUMENTS = 3 };
    struct arguments args[ARGUMENTS];
    size_t size = draw(2, 40);

    decorate(run, name, format("%zu %zu %s %zu", size, draw(1, 100), decorator, draw(1, 3)));
    draw_relatives(args, ARGUMENTS, size);
    for (unsigned number = 1; number <= MAX_ALLOCATIONS; number++) {
        /* New arguments, then arguments whose held result must be recomputed. */
        args[0] = arguments_with(draw_arguments(size), 0, (unsigned char)number);
        for (int time = 0; time < 6; time++) {
            set_memory(run, number);
            call(run, DRAWN, name, args[time < 2 ? 0 : draw(0, ARGUMENTS - 1)]);
            set_memory(run, 0);
            call(run, DRAWN, name, args[draw(0, ARGUMENTS - 1)]);
        }
        call_often(run, 3, name, args[draw(0, ARGUMENTS - 1)]);
    }
    release(run, name);
}

void draw_failing_memory(struct cache_run *run)
{
    for (int i = 0; i < 2; i++) {
        const char *decorator = i == 0 ? "cache" : "cache_per_arguments";
        for (unsigned number = 1; number <= 3; number++) {
            set_memory(run, number);
            decorate(run, 'u', format("%zu %zu %s 3", draw_size(), draw_size(), decorator));
            set_memory(run, 0);
            release(run, 'u');
        }
        draw_failing_calls(run, i == 0 ? 'f' : 'g', decorator);
    }
}

/* --- Calls at once --- */

/* Simultaneous calls of cache() must be hits that leave the next call a hit. Otherwise their results would
 * depend on their order. */
static bool has_room(const struct model_function *function, size_t calls)
{
    return function->layers[0].per_arguments ||
           function->layers[0].counter + calls <= function->layers[0].runs;
}

static void draw_line(struct drawing *drawing)
{
    size_t most = draw(2, 8), function = draw(0, 1);
    bool first = true;

    for (size_t i = 0; i < most; i++) {
        function = draw(0, 2) == 0 ? 1 - function : function;
        struct model_function *made = model_find(&drawing->model, name_of(function));
        const struct arguments *args = &drawing->pool[function][draw(0, drawing->pool_size[function] - 1)];
        struct model_arguments *known = model_arguments(made, args);
        /* If a call fails, no equal call may wait for a result that another function then holds. */
        if (!has_room(made, most) ||
            (made->layers[0].per_arguments && known->layers[0].counter + most > made->layers[0].runs &&
             !model_is_due(made, known) && known->layers[0].counter > 0))
            continue;
        if (first)
            call(drawing->run, DRAWN, name_of(function), *args);
        else
            call_beside(drawing->run, DRAWN, name_of(function), *args);
        first = false;
        follow(drawing);
    }
}

void draw_calls_at_once(struct cache_run *run, size_t lines)
{
    struct drawing drawing = {.run = run};

    draw_function(&drawing, 0, false, format("cache %zu", draw(60, 200)));
    draw_function(&drawing, 1, false, format("cache_per_arguments %zu", draw(8, 12)));
    for (size_t line = 0; line < lines; line++) {
        size_t failing = draw(0, 5);
        if (failing < 2 && line > 0) {
            bool fails = model_find(&drawing.model, name_of(failing))->error == 0;
            set_error(run, name_of(failing), fails ? draw_error() : 0);
            follow(&drawing);
        }
        draw_line(&drawing);
        /* A single call, for which the counter is known. */
        call(run, DRAWN, name_of(0), drawing.pool[0][draw(0, drawing.pool_size[0] - 1)]);
        follow(&drawing);
        /* One call after another, until the next one is a miss. */
        struct model_function *made = model_find(&drawing.model, name_of(1));
        size_t which = draw(0, drawing.pool_size[1] - 1);
        while (made->error == 0 && draw(0, 1) == 0 &&
               !model_is_due(made, model_arguments(made, &drawing.pool[1][which]))) {
            call(run, DRAWN, name_of(1), drawing.pool[1][which]);
            follow(&drawing);
        }
        if (draw(0, 3) == 0 || !has_room(model_find(&drawing.model, name_of(0)), 8))
            draw_function(&drawing, 0, false, format("cache %zu", draw(60, 200)));
    }
    model_free(&drawing.model);
}
