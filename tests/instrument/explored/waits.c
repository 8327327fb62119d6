/*
 * waits.c - conditions, barriers, semaphores and futexes: a thread sleeps until another one wakes it.
 */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "locks.h"
#include "wrapped.h"

static bool listens(const struct thread *thread)
{
    return thread->cancelled && !thread->no_cancel;
}

static bool is_signalled(const struct thread *thread)
{
    return thread->signalled || listens(thread);
}

static bool can_return(const struct thread *thread)
{
    return is_signalled(thread) && thread->other->owner == NOBODY;
}

/* --- Conditions --- */

static int wait_for(void *condition, void *lock, const int64_t *until, const void *place)
{
    struct object *mutex = object_at(lock);

    thread_listen();
    step("waits", condition, place);
    if (mutex->owner != explored_self)
        wrong(MISUSE, place, "thread %d waits for a condition without the mutex", explored_self);
    mutex->history ^= ME->history * 3;
    mutex->version++;
    lock_give_back(mutex);
    ME->signalled = fails(WAKE_UPS, "wakes up without a signal", place);
    ME->other = mutex;
    bool in_time = step_when(can_return, "wakes up", condition, place, until);
    ME->other = NULL;
    if (mutex->owner != NOBODY)
        step_when(lock_is_free, "locks", lock, place, NULL);
    acquire(object_at(condition));
    lock_take(mutex);
    mutex->history ^= ME->history * 5;
    mutex->version++;
    bool signalled = ME->signalled;
    ME->signalled = false;
    if (!signalled)
        thread_listen();
    return in_time || signalled ? 0 : ETIMEDOUT;
}

/* The threads that wait for it and are not woken yet. */
static uint32_t waiting_for(const struct object *object)
{
    uint32_t found = 0;

    for (int t = 0; t < world->thread_count; t++) {
        const struct thread *thread = &world->threads[t];
        if (thread->state != ENDED && thread->object == object && !thread->signalled &&
            (thread->ready == can_return || thread->ready == is_signalled))
            found |= 1u << t;
    }
    return found;
}

static int wake(const volatile void *address, int most, const char *verb, const char *nobody,
                const void *place)
{
    int woken = 0;

    step(verb, address, place);
    struct object *object = object_at(address);
    uint32_t waiting = waiting_for(object);
    if (!waiting)
        world->steps[world->step_count - 1].verb = nobody;
    for (; waiting && woken < most; woken++) {
        int chosen = most >= MAX_THREADS ? __builtin_ctz(waiting) : choose(waiting);
        world->threads[chosen].signalled = true;
        waiting &= ~(1u << chosen);
    }
    release(object);
    return woken;
}

#define CONDITION(prefix, mutex_type, condition_type, convert)                              \
    WRAPPED(int, prefix##wait, (condition_type * condition, mutex_type * mutex))            \
    {                                                                                       \
        return explored_here() ? convert(wait_for(condition, mutex, NULL, PLACE))           \
                               : __real_##prefix##wait(condition, mutex);                   \
    }                                                                                       \
    WRAPPED(int, prefix##timedwait,                                                         \
            (condition_type * condition, mutex_type * mutex, const struct timespec *until)) \
    {                                                                                       \
        int64_t deadline = nanoseconds(until);                                              \
        return explored_here() ? convert(wait_for(condition, mutex, &deadline, PLACE))      \
                               : __real_##prefix##timedwait(condition, mutex, until);       \
    }                                                                                       \
    WRAPPED(int, prefix##signal, (condition_type * condition))                              \
    {                                                                                       \
        if (!explored_here())                                                               \
            return __real_##prefix##signal(condition);                                      \
        wake(condition, 1, "wakes one", "wakes no thread", PLACE);                          \
        return 0;                                                                           \
    }                                                                                       \
    WRAPPED(int, prefix##broadcast, (condition_type * condition))                           \
    {                                                                                       \
        if (!explored_here())                                                               \
            return __real_##prefix##broadcast(condition);                                   \
        wake(condition, MAX_THREADS, "wakes all", "wakes no thread", PLACE);                \
        return 0;                                                                           \
    }

static int as_it_is(int error)
{
    return error;
}

static int in_c11(int error)
{
    return error == 0 ? thrd_success : error == ETIMEDOUT ? thrd_timedout : thrd_error;
}

CONDITION(pthread_cond_, pthread_mutex_t, pthread_cond_t, as_it_is)
CONDITION(cnd_, mtx_t, cnd_t, in_c11)

WRAPPED(int, pthread_cond_clockwait,
        (pthread_cond_t * condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? wait_for(condition, mutex, &deadline, PLACE)
                           : __real_pthread_cond_clockwait(condition, mutex, clock, until);
}

/* glibc's function waits until all woken threads have left. */
WRAPPED(int, pthread_cond_destroy, (pthread_cond_t * condition))
{
    if (!explored_here())
        return __real_pthread_cond_destroy(condition);
    if (waiting_for(object_at(condition)))
        wrong(MISUSE, PLACE, "a condition is destroyed while a thread waits for it");
    return 0;
}

WRAPPED(void, cnd_destroy, (cnd_t * condition))
{
    if (!explored_here())
        __real_cnd_destroy(condition);
    else if (waiting_for(object_at(condition)))
        wrong(MISUSE, PLACE, "a condition is destroyed while a thread waits for it");
}

/* --- Barriers --- */

WRAPPED(int, pthread_barrier_init,
        (pthread_barrier_t * barrier, const pthread_barrierattr_t *attributes, unsigned count))
{
    if (explored_here()) {
        struct object *object = object_at(barrier);
        object->limit = count;
        object->count = 0;
    }
    return __real_pthread_barrier_init(barrier, attributes, count);
}

WRAPPED(int, pthread_barrier_wait, (pthread_barrier_t * barrier))
{
    if (!explored_here())
        return __real_pthread_barrier_wait(barrier);
    struct object *object = object_at(barrier);
    step("arrives", barrier, PLACE);
    release(object);
    if (++object->count == object->limit) {
        object->count = 0;
        for (uint32_t waiting = waiting_for(object); waiting; waiting &= waiting - 1)
            world->threads[__builtin_ctz(waiting)].signalled = true;
        acquire(object);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    ME->signalled = false;
    step_when(is_signalled, "goes on", barrier, PLACE, NULL);
    ME->signalled = false;
    acquire(object);
    return 0;
}

/* --- Semaphores: the real ones count, since those with a name may be another program's --- */

static bool has_a_unit(const struct thread *thread)
{
    int value = 0;

    return listens(thread) || (sem_getvalue((sem_t *)thread->object->address, &value) == 0 && value > 0);
}

WRAPPED(int, sem_trywait, (sem_t * semaphore))
{
    if (!explored_here())
        return __real_sem_trywait(semaphore);
    step_asks("tries to take", semaphore, PLACE);
    int result = __real_sem_trywait(semaphore);
    step_was(result != 0);
    acquire(object_at(semaphore));
    return result;
}

static int take_unit(sem_t *semaphore, const int64_t *until, const void *place)
{
    thread_listen();
    if (!step_when(has_a_unit, "takes a unit", semaphore, place, until)) {
        errno = ETIMEDOUT;
        return -1;
    }
    acquire(object_at(semaphore));
    int result = __real_sem_trywait(semaphore);
    if (result != 0)
        thread_listen();
    return result;
}

WRAPPED(int, sem_wait, (sem_t * semaphore))
{
    return explored_here() ? take_unit(semaphore, NULL, PLACE) : __real_sem_wait(semaphore);
}

WRAPPED(int, sem_timedwait, (sem_t * semaphore, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? take_unit(semaphore, &deadline, PLACE) : __real_sem_timedwait(semaphore, until);
}

WRAPPED(int, sem_clockwait, (sem_t * semaphore, clockid_t clock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? take_unit(semaphore, &deadline, PLACE)
                           : __real_sem_clockwait(semaphore, clock, until);
}

WRAPPED(int, sem_post, (sem_t * semaphore))
{
    if (explored_here()) {
        step("gives a unit", semaphore, PLACE);
        release(object_at(semaphore));
    }
    return __real_sem_post(semaphore);
}

/* --- Futexes --- */

static long wait_on(volatile int *word, int expected, const int64_t *until, const void *place)
{
    step("asks to sleep", word, place);
    if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != expected) {
        errno = EAGAIN;
        return -1;
    }
    ME->signalled = fails(WAKE_UPS, "wakes up without a signal", place);
    bool in_time = step_when(is_signalled, "wakes up", word, place, until) || ME->signalled;
    ME->signalled = false;
    errno = ETIMEDOUT;
    return in_time ? 0 : -1;
}

WRAPPED(long, syscall, (long number, ...))
{
    long given[6];
    va_list arguments;

    va_start(arguments, number);
    for (int i = 0; i < 6; i++)
        given[i] = va_arg(arguments, long);
    va_end(arguments);
    int operation = (int)given[1] & FUTEX_CMD_MASK;
    if (!explored_here() || number != SYS_futex)
        return __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
    if (operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET) {
        const struct timespec *time = (const struct timespec *)given[3];
        int64_t until = time ? nanoseconds(time) + (operation == FUTEX_WAIT ? world->now : 0) : 0;
        return wait_on((volatile int *)given[0], (int)given[2], time ? &until : NULL, PLACE);
    }
    if (operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET)
        return wake((void *)given[0], (int)given[2], "wakes", "wakes no thread", PLACE);
    out_of_sight("futex()");
    return __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
