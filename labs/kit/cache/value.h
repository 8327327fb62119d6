/*
 * value.h - a function worth caching: it asks the mock server, which gives a new value for each request.
 */
#ifndef KIT_CACHE_VALUE_H
#define KIT_CACHE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "../function.h"

/* Largest size of its arguments and of its result, in bytes. */
#define MAX_ARGUMENT_BYTES 1200
#define MAX_VALUE_BYTES    5000

/* After an error, half of the result has this byte. */
#define VALUE_RUBBISH 0xee

/* Data of one function. It belongs to the caller and outlives the function. */
struct value_source {
    const char *server; /* address without a slash at its end */
    char name[16];      /* name of the function in requests: "f1" */
    int error;          /* each call returns this after it has asked the server; 0: none */
    unsigned releases;  /* how many times release() was called */
    void (*note)(void); /* called for each request to the server */
};

/*
 * Make a function that gets SERVER/value/NAME/ARGUMENTS, with the arguments as hexadecimal digits, and turns
 * the reply into a result of `result_size` bytes. With `source->error` it asks for
 * SERVER/no-value/NAME/ARGUMENTS, which the server does not know. Then it fills half of the result with
 * garbage and returns that error. It returns EIO for an unexpected reply. Returns NULL without memory.
 */
struct function *value_function(struct value_source *source, size_t args_size, size_t result_size);

/* Compute the result from the number in the reply. One byte in eight is zero. */
void value_bytes(uint64_t number, unsigned char *bytes, size_t size);

/* Close the connection to the server. Call this while no call is running. */
void value_disconnect(void);

#endif
