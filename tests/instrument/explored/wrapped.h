/*
 * wrapped.h - a function that a submission calls in the place of another. The file `wrapped` lists them:
 * objcopy renames them in the submission's object, and in no other.
 */
#ifndef EXPLORED_WRAPPED_H
#define EXPLORED_WRAPPED_H

#define WRAPPED(type, function, parameters)               \
    type __real_##function parameters __asm__(#function); \
    type __wrap_##function parameters;                    \
    type __wrap_##function parameters

/* The same where the other is in a library that not every program has. */
#define WRAPPED_WEAK(type, function, parameters)                                \
    type __real_##function parameters __asm__(#function) __attribute__((weak)); \
    type __wrap_##function parameters;                                          \
    type __wrap_##function parameters

#endif
