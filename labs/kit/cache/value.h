/*
 * value.h - a function worth caching: it asks the mock server, which gives a fresh value each time.
 */
#ifndef KIT_CACHE_VALUE_H
#define KIT_CACHE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "../function.h"

/* The most bytes that its arguments and its result may have. */
#define MAX_ARGUMENT_BYTES 600
#define MAX_VALUE_BYTES    5000

/* With an error half of the result is filled with this byte. */
#define VALUE_RUBBISH 0xee

/* What belongs to one of these functions and outlives it: the caller's. */
struct value_source {
    const char *server; /* address without a slash at its end */
    char name[16];      /* of the function, for the server: "f1" */
    int error;          /* that each call returns, after it has asked the server; 0: none */
    unsigned releases;  /* how many times release() was called */
    void (*note)(void); /* called each time the server is asked */
};

/*
 * A function that gets SERVER/value/NAME/ARGUMENTS, the arguments as hexadecimal digits, and makes a result
 * of `result_size` bytes of the answer. With `source->error` it asks for SERVER/no-value/NAME/ARGUMENTS,
 * which the server does not know, fills half of the result with rubbish, and returns that error. EIO: the
 * server did not answer as expected. NULL: no memory.
 */
struct function *value_function(struct value_source *source, size_t args_size, size_t result_size);

/* The result that follows from the number that the server answered. One byte in eight is zero. */
void value_bytes(uint64_t number, unsigned char *bytes, size_t size);

/* Close the connection to the server. To be called when no call is under way. */
void value_disconnect(void);

#endif
