/*
 * function.h - a function as a value, and what the cache lab is asked to do with it.
 *
 * A decorator takes a function and returns one of the same kind: same name, same arguments, same result, but
 * it does something more. Since it is of the same kind, it can be decorated again.
 */
#ifndef KIT_FUNCTION_H
#define KIT_FUNCTION_H

#include <stddef.h>

/*
 * Arguments and result are flat values of a fixed size in bytes, at least 1: no pointers in them, and zeroed
 * before they are filled, so that equal arguments are equal byte for byte. Any byte may have any value. Both
 * belong to the caller, who may overwrite both as soon as call() has returned. Both are aligned for any type,
 * as memory from malloc() is: a decorator that hands on a copy of its own aligns it so, too.
 */
struct function {
    const char *name; /* for messages; outlives the function */
    size_t args_size;
    size_t result_size;

    /*
     * Fill `*result` and return 0, or return an error number (see errno.h), and then `*result` holds nothing
     * of use. May be called by several threads at once.
     */
    int (*call)(struct function *self, const void *args, void *result);

    /* Give back `self` and all that belongs to it. To be called once, when no call is under way. */
    void (*release)(struct function *self);
};

/*
 * The decorator of the original course work: one counter for all arguments, from 0. A call that finds it at
 * `runs` + 1 computes, that is, calls `wrapped`, and sets the counter to 1. Any other adds 1 to it, and
 * computes only if no result is held for its arguments. A computed result is held from then on, in place of
 * an older one for the same arguments; the results for other arguments stay held. First of all each call
 * says tell_counter().
 *
 * An error of `wrapped` is returned, drops the result that was held for these arguments, and leaves the
 * counter. Where there is no memory to hold a result, the call returns ENOMEM in the same way. No error keeps
 * the next call from computing. `runs` may be any number, 0 and UINT_MAX too.
 *
 * Stretch: equal calls made at once by several threads compute once; calls with other arguments do not wait
 * for them.
 *
 * The new function owns `wrapped`: its release() releases both, and gives back all that the decorator took:
 * memory, threads, descriptors, files. Returns NULL where there is no memory, and then `wrapped` is still the
 * caller's.
 *
 * Neither decorator prints anything: the transcript is the caller's. labs/kit/README.md says what your file
 * may use, and how much of everything.
 */
struct function *cache(struct function *wrapped, unsigned runs);

/*
 * The same with a counter for each arguments: a result is computed once, served for the next `runs` equal
 * calls, then computed again, whatever is called in between. It does not say tell_counter().
 */
struct function *cache_per_arguments(struct function *wrapped, unsigned runs);

/*
 * Given: the first line of a call in the transcript. `counter` is what the call finds, before it changes it.
 */
void tell_counter(unsigned counter);

#endif
