/*
 * cache_model.c - what the contract says about a list of calls.
 */
#include "cache_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../labs/kit/cache/value.h"
#include "../../../mock_server/random.h"
#include "../base/failure.h"
#include "../launch/program.h"

/* --- The rule --- */

static void add_event(struct expected_call *call, const char *event)
{
    size_t length = strlen(call->events);

    snprintf(call->events + length, sizeof call->events - length, "%s%s", length > 0 ? "," : "", event);
}

static void tell(struct expected_call *call, uint64_t counter)
{
    char text[32];

    snprintf(text, sizeof text, "%u", (unsigned)counter);
    add_event(call, text);
    call->tells++;
}

static int ask(struct model_function *function, struct model_arguments *known, struct expected_call *call)
{
    add_event(call, "*");
    call->asks++;
    if (function->error)
        known->failures++;
    else
        call->value = ++known->answers;
    return function->error;
}

/* Call the outermost of `layers` layers, or the wrapped function if there are none. Returns its error. */
static int call_layer(struct model_function *function, struct model_arguments *known, size_t layers,
                      struct expected_call *call)
{
    if (layers == 0)
        return ask(function, known, call);
    size_t layer = layers - 1;
    bool per_arguments = function->layers[layer].per_arguments;
    uint64_t *counter = per_arguments ? &known->layers[layer].counter : &function->layers[layer].counter;
    bool due = *counter > function->layers[layer].runs;
    int error = 0;

    if (!per_arguments)
        tell(call, *counter);
    if (due || !known->layers[layer].held) {
        error = call_layer(function, known, layers - 1, call);
        known->layers[layer].held = error == 0;
        known->layers[layer].value = call->value;
    }
    call->value = known->layers[layer].value;
    if (error == 0)
        *counter = due ? 1 : *counter + 1;
    return error;
}

struct expected_call model_call(struct model_function *function, const struct arguments *args)
{
    struct expected_call call = {.outcome = HIT};

    call.error = call_layer(function, model_arguments(function, args), function->layer_count, &call);
    if (call.asks > 0)
        call.outcome = call.error ? FAIL : MISS;
    if (!call.events[0])
        strcpy(call.events, "-");
    return call;
}

void model_call_without_memory(struct model_function *function, const struct arguments *args, unsigned asks)
{
    struct model_arguments *known = model_arguments(function, args);

    known->unsure = asks == 0 && known->layers[0].held;
    known->layers[0].held = known->unsure;
    known->failures++;
    if (function->error == 0)
        known->answers += asks;
}

uint64_t model_counter(const struct model_function *function, const struct model_arguments *known)
{
    size_t layer = function->layer_count - 1;

    return function->layers[layer].per_arguments ? known->layers[layer].counter
                                                 : function->layers[layer].counter;
}

bool model_is_due(const struct model_function *function, const struct model_arguments *known)
{
    return model_counter(function, known) > function->layers[function->layer_count - 1].runs;
}

/* --- Functions and arguments --- */

struct model_function *model_find(const struct model *model, char name)
{
    for (size_t i = model->count; i-- > 0;)
        if (model->functions[i].name == name)
            return model->functions[i].released ? NULL : &model->functions[i];
    return NULL;
}

struct model_arguments *model_arguments(struct model_function *function, const struct arguments *args)
{
    for (size_t i = 0; i < function->argument_count; i++)
        if (arguments_equal(&function->arguments[i].args, args))
            return &function->arguments[i];
    struct model_arguments *grown =
        reallocarray(function->arguments, function->argument_count + 1, sizeof *grown);
    if (!grown)
        harness_failure("no memory");
    function->arguments = grown;
    grown += function->argument_count++;
    *grown = (struct model_arguments){.args = *args};
    return grown;
}

/* "8 100 cache 3 cache_per_arguments 2" */
static void read_decorators(struct model_function *function, const char *text)
{
    char decorator[32];
    int read = 0;
    unsigned runs;

    if (sscanf(text, "%zu %zu%n", &function->args_size, &function->result_size, &read) != 2)
        harness_failure("expected sizes in \"%s\"", text);
    for (text += read; sscanf(text, " %31s %u%n", decorator, &runs, &read) == 2; text += read) {
        size_t layer = function->layer_count++;
        function->layers[layer].per_arguments = strcmp(decorator, "cache") != 0;
        function->layers[layer].runs = runs;
    }
}

static void add_function(struct model *model, const struct item *item)
{
    struct model_function *grown = reallocarray(model->functions, model->count + 1, sizeof *grown);
    unsigned generation = 1;

    if (!grown)
        harness_failure("no memory");
    model->functions = grown;
    for (size_t i = 0; i < model->count; i++)
        generation += grown[i].name == item->function;
    grown += model->count++;
    *grown = (struct model_function){.name = item->function, .generation = generation};
    read_decorators(grown, item->decorators);
}

void model_do(struct model *model, const struct item *item)
{
    struct model_function *function = model_find(model, item->function);

    if (item->kind == DECORATE)
        add_function(model, item);
    else if (item->kind == SET_ERROR && function)
        function->error = (int)item->number;
    else if (item->kind == RELEASE && function)
        function->released = true;
    else if (item->kind == SET_MEMORY)
        model->lacks_memory = item->number > 0;
}

/* --- Results --- */

void model_result(const struct model_function *function, const struct arguments *args, unsigned value,
                  uint64_t seed, char digits[2 * MAX_RESULT + 1])
{
    char path[2 * MAX_ARGUMENTS + 64];
    unsigned char bytes[MAX_RESULT];
    int length = snprintf(path, sizeof path, "/value/%c%u/", function->name, function->generation);

    for (size_t i = 0; i < args->size; i++)
        length += sprintf(path + length, "%02x", args->bytes[i]);
    value_bytes(random_hash(seed, random_key(path, (size_t)length), value), bytes, function->result_size);
    for (size_t i = 0; i < function->result_size; i++)
        sprintf(digits + 2 * i, "%02x", bytes[i]);
}

void model_free(struct model *model)
{
    for (size_t i = 0; i < model->count; i++)
        free(model->functions[i].arguments);
    free(model->functions);
    *model = (struct model){0};
}
