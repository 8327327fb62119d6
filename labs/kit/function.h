/*
 * function.h - a function as a value, and the contract of the cache lab.
 *
 * A decorator takes a function and returns one of the same kind: same name, same arguments, same result. The
 * new function does something more. Because it is of the same kind, it can be decorated again.
 */
#ifndef KIT_FUNCTION_H
#define KIT_FUNCTION_H

#include <stddef.h>

/*
 * Arguments and result are flat values of a fixed size in bytes, at least 1. They hold no pointers, and they
 * are zeroed before they are filled, so equal arguments are equal byte for byte. Any byte may have any value.
 * Both belong to the caller, who may overwrite both as soon as call() has returned. Both are aligned for any
 * type, like memory from malloc(). A decorator that passes on its own copy aligns the copy like this, too.
 */
struct function {
    const char *name; /* name for messages; outlives the function */
    size_t args_size;
    size_t result_size;

    /*
     * Fill `*result` and return 0. Or return an error number (see errno.h); then `*result` holds nothing of
     * use. Several threads may call this at the same time.
     */
    int (*call)(struct function *self, const void *args, void *result);

    /* Free `self` and everything that belongs to it. Called once, while no call is running. */
    void (*release)(struct function *self);
};

/*
 * The decorator of the original course work: it has one counter for all arguments, which begins at 0. A call
 * that finds it at `runs` + 1 is a miss: it calls `wrapped`, and sets the counter to 1. Any other call adds 1
 * to the counter, and is a miss only if no result is held for its arguments; otherwise it is a hit. The
 * result of a miss is held from then on, in place of an older one for the same arguments. The results for
 * other arguments stay held. Each call first calls tell_counter().
 *
 * If `wrapped` returns an error, return that error, drop the result that was held for these arguments, and
 * leave the counter. If there is no memory to hold a result, the call returns ENOMEM in the same way. No
 * error keeps the next call from computing. `runs` may be any number, also 0 and UINT_MAX.
 *
 * Stretch: equal calls that several threads make at the same time compute once. Calls with other arguments do
 * not wait for them.
 *
 * The new function owns `wrapped`: its release() releases both, and gives back all that the decorator took:
 * memory, threads, descriptors, files. Returns NULL if there is no memory; then `wrapped` still belongs to
 * the caller.
 *
 * Neither decorator prints anything: the transcript is the caller's. labs/kit/README.md says what your file
 * may use, and how much of each.
 */
struct function *cache(struct function *wrapped, unsigned runs);

/*
 * The same with a counter for each set of arguments: one miss, hits for the next `runs` equal calls, then a
 * miss again, whatever is called in between. It does not call tell_counter().
 */
struct function *cache_per_arguments(struct function *wrapped, unsigned runs);

/*
 * Given: prints the first line of a call in the transcript. `counter` is the value that the call finds,
 * before it changes it.
 */
void tell_counter(unsigned counter);

#endif
