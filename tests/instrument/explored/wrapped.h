/*
 * wrapped.h - replacements for functions that a submission calls. The file `wrapped` lists them: objcopy
 * renames them in the submission's object, and nowhere else.
 */
#ifndef EXPLORED_WRAPPED_H
#define EXPLORED_WRAPPED_H

#define WRAPPED(type, function, parameters)               \
    type __real_##function parameters __asm__(#function); \
    type __wrap_##function parameters;                    \
    type __wrap_##function parameters

/* The same for a function whose library some programs do not link. */
#define WRAPPED_WEAK(type, function, parameters)                                \
    type __real_##function parameters __asm__(#function) __attribute__((weak)); \
    type __wrap_##function parameters;                                          \
    type __wrap_##function parameters

#endif
