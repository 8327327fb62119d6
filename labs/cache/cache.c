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
 * YOUR CODE. The handout's steps; run `make test LAB=cache` after each:
 *
 * 1. A wrapper: a struct whose first member is a struct function, with what it wraps behind it. Its
 *    call() gets a pointer to that first member, so (struct your_struct *)self is the whole; it calls
 *    what is wrapped. Its release() releases what is wrapped, and frees the struct.
 * 2. The last result, and the counter: copies of arguments and result, compared with memcmp() over all
 *    args_size bytes. Say tell_counter() first of all; then serve what is held, or compute and hold.
 * 3. All results: a list of entries, each with its arguments and its result, freed in release().
 * 4. Errors: returned, never held, not counted.
 * 5. A counter for each arguments: for cache_per_arguments(). How little of it is different?
 *
 * Stretch: a mutex around list and counter, given back while what is wrapped is called.
 */

struct function *cache(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE: 1. Make one of your structs, zeroed, with the name and the sizes of `wrapped` and your
     * call() and release(). Return a pointer to its first member, or NULL where there is no memory.
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    /*
     * YOUR CODE: 1. The same as in cache(). From step 5 on each of the held results has a counter of
     * its own.
     */
    (void)wrapped;
    (void)runs;
    return NULL;
}
