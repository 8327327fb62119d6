/*
 * openmp.c - tell ThreadSanitizer when OpenMP starts threads and waits for them.
 *
 * OpenMP's runtime is not instrumented, and its threads wait for one another by means that ThreadSanitizer
 * does not see, so it reports races in correct code. What the runtime promises is told to it here: all that
 * came before a parallel region comes before each thread's part of it, and that part before all that comes
 * after; barriers and critical sections put what they divide in order.
 *
 * Linked into the build with ThreadSanitizer, with --wrap. Without OpenMP none of it is ever called.
 */
#include <sanitizer/tsan_interface.h>

struct region {
    void (*function)(void *);
    void *data;
};

/* Whose addresses stand for what orders the threads. */
static char barrier, critical;

void __real_GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags)
    __attribute__((weak));
void __real_GOMP_barrier(void) __attribute__((weak));
void __real_GOMP_loop_end(void) __attribute__((weak));
void __real_GOMP_critical_start(void) __attribute__((weak));
void __real_GOMP_critical_end(void) __attribute__((weak));

void __wrap_GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags);
void __wrap_GOMP_barrier(void);
void __wrap_GOMP_loop_end(void);
void __wrap_GOMP_critical_start(void);
void __wrap_GOMP_critical_end(void);

static void run_part(void *argument)
{
    struct region *region = argument;

    __tsan_acquire(region);
    region->function(region->data);
    __tsan_release(region);
}

void __wrap_GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags)
{
    struct region region = {function, data};

    __tsan_release(&region);
    __real_GOMP_parallel(run_part, &region, threads, flags);
    __tsan_acquire(&region);
}

void __wrap_GOMP_barrier(void)
{
    __tsan_release(&barrier);
    __real_GOMP_barrier();
    __tsan_acquire(&barrier);
}

/* The end of a loop is a barrier, too. */
void __wrap_GOMP_loop_end(void)
{
    __tsan_release(&barrier);
    __real_GOMP_loop_end();
    __tsan_acquire(&barrier);
}

void __wrap_GOMP_critical_start(void)
{
    __real_GOMP_critical_start();
    __tsan_acquire(&critical);
}

void __wrap_GOMP_critical_end(void)
{
    __tsan_release(&critical);
    __real_GOMP_critical_end();
}
