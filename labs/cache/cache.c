/*
 * cache.c - two decorators that hold a function's results: with one counter for all arguments, and with one
 * for each.
 *
 * A decorated function is a struct that begins with a struct function. Whoever calls it sees that alone; its
 * call() gets a pointer to it, and knows that there is more behind.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

/*
 * YOUR CODE. One step at a time; run `make test LAB=cache` after each:
 *
 * 1. A struct for a decorated function. Its first member is a struct function; what it wraps and `runs`
 *    follow, then the counter and the results that it holds: for each the arguments and the result, both
 *    copied.
 * 2. A function that finds the result held for some arguments, if there is one: memcmp() over all
 *    args_size bytes.
 * 3. A call(): `self` points to the first member of your struct, so (struct your_struct *)self is the
 *    whole. Say tell_counter() first; then serve what is held, or call what is wrapped and hold its result.
 * 4. A release() that frees all that you took, and releases what is wrapped.
 */

struct function *cache(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE, once there are a call() and a release():
     *
     * 5. Make one of your structs, zeroed, with the name and the sizes of `wrapped` and your call() and
     *    release(). Return a pointer to its first member, or NULL where there is no memory.
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE, once cache() works:
     *
     * 6. The same, but each of the held results has a counter of its own. How little of it is different?
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}
