/*
 * cache_model.h - what the contract (labs/kit/function.h) says about a list of calls, one after another.
 */
#ifndef HARNESS_CACHE_MODEL_H
#define HARNESS_CACHE_MODEL_H

#include "cache_run.h"

#define MAX_LAYERS 4

/* The state of one function for the same arguments. */
struct model_arguments {
    struct arguments args;
    unsigned answers; /* number of values from the server for them */
    unsigned failures;
    bool unsure; /* it is unknown whether the result is still held: a call returned ENOMEM before its request
                  */
    struct {
        bool held;
        unsigned value; /* number of the held value */
        uint64_t counter;
    } layers[MAX_LAYERS];
};

struct model_function {
    char name;
    unsigned generation; /* number among functions with this name, from 1 */
    bool released;
    size_t args_size, result_size, layer_count;
    struct {
        bool per_arguments;
        unsigned runs;
        uint64_t counter;
    } layers[MAX_LAYERS]; /* innermost first */
    int error;            /* error that the wrapped function returns */
    struct model_arguments *arguments;
    size_t argument_count;
};

struct model {
    struct model_function *functions;
    size_t count;
    bool lacks_memory;                    /* an allocation will fail */
    size_t least_requests, most_requests; /* expected requests to the server */
};

/* The expected effect of a call. */
struct expected_call {
    enum outcome outcome;
    int error;
    unsigned value;   /* number of the server's value, from 1 */
    unsigned asks;    /* number of requests to the server */
    unsigned tells;   /* number of calls of tell_counter() */
    char events[256]; /* in the form of the results */
};

/* The current function with this name; NULL if it was released or never made. */
struct model_function *model_find(const struct model *model, char name);

/* The state for these arguments, created if needed. */
struct model_arguments *model_arguments(struct model_function *function, const struct arguments *args);

/* The counter of the outermost decorator that the next call with these arguments finds. */
uint64_t model_counter(const struct model_function *function, const struct model_arguments *known);

/* Whether the counter makes the next call with these arguments a miss. */
bool model_is_due(const struct model_function *function, const struct model_arguments *known);

/* Perform an item that is not a call. */
void model_do(struct model *model, const struct item *item);

/* Perform one call. */
struct expected_call model_call(struct model_function *function, const struct arguments *args);

/* A call returned ENOMEM after `asks` requests to the server. As after an error, no result is held for these
 * arguments, and no counter has changed. */
void model_call_without_memory(struct model_function *function, const struct arguments *args, unsigned asks);

/* The server's value number `value` for these arguments, as a result in hexadecimal digits. */
void model_result(const struct model_function *function, const struct arguments *args, unsigned value,
                  uint64_t seed, char digits[2 * MAX_RESULT + 1]);

void model_free(struct model *model);

#endif
