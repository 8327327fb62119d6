/*
 * cache_model.h - what the contract (labs/kit/function.h) says of a list of calls, one after the other.
 */
#ifndef HARNESS_CACHE_MODEL_H
#define HARNESS_CACHE_MODEL_H

#include "cache_run.h"

#define MAX_LAYERS 4

/* What is known of one function's calls with the same arguments. */
struct model_arguments {
    struct arguments args;
    unsigned answers; /* how many values the server has given for them */
    unsigned failures;
    bool unsure; /* whether the result is still held: a call returned ENOMEM before it asked */
    struct {
        bool held;
        unsigned value; /* which of these is held */
        uint64_t counter;
    } layers[MAX_LAYERS];
};

struct model_function {
    char name;
    unsigned generation; /* which function of this name, from 1 */
    bool released;
    size_t args_size, result_size, layer_count;
    struct {
        bool per_arguments;
        unsigned runs;
        uint64_t counter;
    } layers[MAX_LAYERS]; /* the innermost first */
    int error;            /* that the wrapped function returns */
    struct model_arguments *arguments;
    size_t argument_count;
};

struct model {
    struct model_function *functions;
    size_t count;
    bool lacks_memory;                    /* an allocation is to fail */
    size_t least_requests, most_requests; /* to the server */
};

/* What a call is expected to do. */
struct expected_call {
    enum outcome outcome;
    int error;
    unsigned value;   /* number of the server's value, from 1 */
    unsigned asks;    /* how often the server is asked */
    unsigned tells;   /* how often tell_counter() is called */
    char events[256]; /* as in the results */
};

/* The function of this name that is not released; NULL: there is none. */
struct model_function *model_find(const struct model *model, char name);

/* What is known of these arguments, from now on if not before. */
struct model_arguments *model_arguments(struct model_function *function, const struct arguments *args);

/* Does the next call with these arguments compute because the counter says so? */
bool model_is_due(const struct model_function *function, const struct model_arguments *known);

/* Do what an item says that is no call. */
void model_do(struct model *model, const struct item *item);

/* Make one call. */
struct expected_call model_call(struct model_function *function, const struct arguments *args);

/* A call has returned ENOMEM, after the server was asked `asks` times: as after an error, no result is held
 * for these arguments, and no counter has moved. */
void model_call_without_memory(struct model_function *function, const struct arguments *args, unsigned asks);

/* The server's value number `value` for these arguments, as a result in hexadecimal digits. */
void model_result(const struct model_function *function, const struct arguments *args, unsigned value,
                  uint64_t seed, char digits[2 * MAX_RESULT + 1]);

void model_free(struct model *model);

#endif
