/*
 * stacks.c - a stack that a program brings for a thread has no room for what ThreadSanitizer keeps of each
 * thread: so the thread gets another, larger one.
 *
 * Linked into the build with ThreadSanitizer, with --wrap.
 */
#include <pthread.h>
#include <stddef.h>

#define ROOM ((size_t)4 << 20) /* bytes, for what ThreadSanitizer keeps */

int __wrap_pthread_attr_setstack(pthread_attr_t *attributes, void *stack, size_t size);
int __wrap_pthread_attr_setstack(pthread_attr_t *attributes, void *stack, size_t size)
{
    (void)stack;
    return pthread_attr_setstacksize(attributes, size + ROOM);
}
