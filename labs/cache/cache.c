/*
 * cache.c - two decorators that hold a function's results: one with a counter for all arguments, one with a
 * counter for each set of arguments.
 *
 * A decorated function is a struct that begins with a struct function. The caller sees only that first part.
 * call() gets a pointer to it, and knows that the rest of the struct follows.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

/*
 * YOUR CODE. Follow the steps of the handout. Run `make test LAB=cache` after each:
 *
 * 1. A wrapper: define a struct whose first member is a struct function, followed by the wrapped one.
 *    Its call() gets a pointer to that first member, so (struct your_struct *)self is the whole struct.
 *    It calls the wrapped function. Its release() releases the wrapped function and frees the struct.
 * 2. The last result, and the counter: copy arguments and result. Compare with memcmp() over all
 *    args_size bytes. Call tell_counter() first. Then return what is held, or compute and hold.
 * 3. All results: keep a list of entries, each with its arguments and its result. Free it in release().
 * 4. Errors: return them, never hold them, and do not count these calls.
 * 5. A counter for each set of arguments: for cache_per_arguments(). How little of it is different?
 *
 * Stretch: protect list and counter with a mutex. Unlock it while you call the wrapped function.
 */

struct function *cache(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE: 1. Make one of your structs, zeroed, with the name and the sizes of `wrapped` and your
     * call() and release(). Return a pointer to its first member, or NULL if there is no memory.
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE: 1. The same as in cache(). From step 5 on, each held result has its own counter.
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}
