/*
 * threads.c - threads of the submission: start, join, cancel, end.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <threads.h>
#include <time.h>

#include "explored.h"
#include "locks.h"
#include "wrapped.h"

/* Run the destructors of the submission's keys first: they are submission code. */
#define ROUNDS_BEFORE_END 2

static pthread_key_t end_key;

static void end_thread(void *round)
{
    if ((uintptr_t)round < ROUNDS_BEFORE_END) {
        pthread_setspecific(end_key, (void *)((uintptr_t)round + 1));
        return;
    }
    if (!explored_here())
        return;
    struct thread *me = ME;
    step("ends", me, NULL);
    release(object_at(me));
    locks_thread_ends(explored_self);
    schedule_thread_ends();
}

void threads_begin(void)
{
    size_t size;

    pthread_key_create(&end_key, end_thread);
    world->thread_count = 1;
    struct thread *first = &world->threads[0];
    first->stack_low = (uintptr_t)heap_stack(0, &size);
    first->stack_high = first->stack_low + size;
    first->real = pthread_self();
    heap_thread_begins(first, 0);
}

static void *begin_thread(void *argument)
{
    int number = (int)(intptr_t)argument;

    schedule_thread_begins(number);
    pthread_setspecific(end_key, (void *)1);
    thread_listen();
    void *result = ME->start(ME->argument);
    ME->result = result;
    return result;
}

/* A thread that has not begun waits for its first turn like one that is about to take a step. */
static struct thread *prepare(int number, void *(*start)(void *), void *argument)
{
    struct thread *thread = &world->threads[number], *me = ME;
    size_t size;

    memset(thread, 0, sizeof *thread);
    thread->start = start;
    thread->argument = argument;
    thread->identity = (me->identity + ++me->children) * 0x9e3779b97f4a7c15;
    thread->history = me->history ^ 0x5555;
    thread->stack_low = (uintptr_t)heap_stack(number, &size);
    thread->stack_high = thread->stack_low + size;
    heap_thread_begins(thread, number);
    memcpy(thread->seen, me->seen, sizeof thread->seen);
    thread->seen[number] = 1;
    thread->verb = "begins";
    return thread;
}

int thread_start(void *(*start)(void *), void *argument, const void *place, unsigned long *real)
{
    pthread_attr_t attributes;
    pthread_t id;

    step("starts thread", NULL, place);
    int number = world->thread_count; /* not before: meanwhile another may have started one */
    if (number == MAX_THREADS) {
        out_of_sight("more than 31 threads");
        world->failed = true;
        return NOBODY;
    }
    struct step *row = &world->steps[world->step_count - 1];
    row->number = number;
    row->numbered = true;
    struct thread *thread = prepare(number, start, argument);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, (void *)thread->stack_low, thread->stack_high - thread->stack_low);
    int error = pthread_create(&id, &attributes, begin_thread, (void *)(intptr_t)number);
    pthread_attr_destroy(&attributes);
    if (error) {
        out_of_sight("pthread_create()");
        return NOBODY;
    }
    thread->real = id;
    world->thread_count++;
    ME->seen[explored_self]++;
    *real = id;
    return number;
}

void thread_listen(void)
{
    if (ME->cancelled && !ME->no_cancel) {
        ME->no_cancel = true;
        ME->result = PTHREAD_CANCELED;
        pthread_exit(PTHREAD_CANCELED);
    }
}

/* --- Start --- */

static int start(unsigned long *id, bool detached, void *(*function)(void *), void *argument,
                 const void *place)
{
    if (fails(CALLS, "cannot start one", place))
        return EAGAIN;
    int number = thread_start(function, argument, place, id);
    if (number == NOBODY)
        return EAGAIN;
    world->threads[number].detached = detached;
    return 0;
}

int __wrap_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*function)(void *),
                          void *argument)
{
    int state = PTHREAD_CREATE_JOINABLE;

    if (!explored_here())
        return pthread_create(id, attributes, function, argument);
    if (attributes)
        pthread_attr_getdetachstate(attributes, &state);
    return start(id, state == PTHREAD_CREATE_DETACHED, function, argument, PLACE);
}

/* thrd_start_t returns an int, in the same register. */
WRAPPED(int, thrd_create, (thrd_t * id, thrd_start_t function, void *argument))
{
    if (!explored_here())
        return __real_thrd_create(id, function, argument);
    return start(id, false, (void *(*)(void *))(uintptr_t)function, argument, PLACE) ? thrd_nomem
                                                                                     : thrd_success;
}

/* --- Wait --- */

static bool has_ended(const struct thread *thread)
{
    return ((const struct thread *)thread->object->address)->state == ENDED ||
           (thread->cancelled && !thread->no_cancel);
}

static struct thread *find(unsigned long id)
{
    for (int t = 0; t < world->thread_count; t++)
        if (world->threads[t].real == id)
            return &world->threads[t];
    return NULL;
}

static int await(struct thread *thread, const int64_t *until, void **result, const void *place)
{
    if (thread->joined)
        wrong(MISUSE, place, "thread %d is joined twice", (int)(thread - world->threads));
    if (thread->detached)
        wrong(MISUSE, place, "thread %d is joined, and was detached", (int)(thread - world->threads));
    thread_listen();
    if (!step_when(has_ended, "joins thread", thread, place, until))
        return ETIMEDOUT;
    if (thread->state != ENDED)
        thread_listen();
    struct step *row = &world->steps[world->step_count - 1];
    row->number = thread - world->threads;
    row->numbered = true;
    acquire(object_at(thread));
    thread->joined = true;
    if (result)
        *result = thread->result;
    return 0;
}

void thread_await(int thread, const void *place)
{
    await(&world->threads[thread], NULL, NULL, place);
}

WRAPPED(int, pthread_join, (pthread_t id, void **result))
{
    struct thread *thread = explored_here() ? find(id) : NULL;

    return thread ? await(thread, NULL, result, PLACE) : __real_pthread_join(id, result);
}

WRAPPED(int, thrd_join, (thrd_t id, int *result))
{
    struct thread *thread = explored_here() ? find(id) : NULL;
    void *found = NULL;

    if (!thread)
        return __real_thrd_join(id, result);
    int error = await(thread, NULL, &found, PLACE);
    if (result)
        *result = (int)(intptr_t)found;
    return error ? thrd_error : thrd_success;
}

WRAPPED(int, pthread_timedjoin_np, (pthread_t id, void **result, const struct timespec *until))
{
    struct thread *thread = explored_here() ? find(id) : NULL;
    int64_t deadline = nanoseconds(until);

    return thread ? await(thread, &deadline, result, PLACE) : __real_pthread_timedjoin_np(id, result, until);
}

WRAPPED(int, pthread_clockjoin_np,
        (pthread_t id, void **result, clockid_t clock, const struct timespec *until))
{
    struct thread *thread = explored_here() ? find(id) : NULL;
    int64_t deadline = nanoseconds(until);

    return thread ? await(thread, &deadline, result, PLACE)
                  : __real_pthread_clockjoin_np(id, result, clock, until);
}

WRAPPED(int, pthread_tryjoin_np, (pthread_t id, void **result))
{
    struct thread *thread = explored_here() ? find(id) : NULL;

    if (!thread)
        return __real_pthread_tryjoin_np(id, result);
    step_asks("asks for the end", thread, PLACE);
    step_was(true);
    return thread->state == ENDED ? await(thread, NULL, result, PLACE) : EBUSY;
}

/* --- Detach, cancel, end --- */

WRAPPED(int, pthread_detach, (pthread_t id))
{
    struct thread *thread = explored_here() ? find(id) : NULL;

    if (!thread)
        return __real_pthread_detach(id);
    thread->detached = true;
    return 0;
}

WRAPPED(int, thrd_detach, (thrd_t id))
{
    struct thread *thread = explored_here() ? find(id) : NULL;

    if (!thread)
        return __real_thrd_detach(id);
    thread->detached = true;
    return thrd_success;
}

WRAPPED(int, pthread_cancel, (pthread_t id))
{
    struct thread *thread = explored_here() ? find(id) : NULL;

    if (!thread)
        return __real_pthread_cancel(id);
    step("cancels", thread, PLACE);
    thread->cancelled = true;
    return 0;
}

WRAPPED(int, pthread_setcancelstate, (int state, int *old))
{
    if (!explored_here())
        return __real_pthread_setcancelstate(state, old);
    if (old)
        *old = ME->no_cancel ? PTHREAD_CANCEL_DISABLE : PTHREAD_CANCEL_ENABLE;
    ME->no_cancel = state == PTHREAD_CANCEL_DISABLE;
    return 0;
}

WRAPPED(void, pthread_testcancel, (void))
{
    if (explored_here())
        thread_listen();
    else
        __real_pthread_testcancel();
}

void __wrap_pthread_exit(void *) __attribute__((noreturn));
void __wrap_pthread_exit(void *result)
{
    if (explored_here())
        ME->result = result;
    pthread_exit(result);
}

void __wrap_thrd_exit(int) __attribute__((noreturn));
void __wrap_thrd_exit(int result)
{
    if (explored_here())
        ME->result = (void *)(intptr_t)result;
    thrd_exit(result);
}

void threads_expect_none(void)
{
    for (int t = 1; t < world->thread_count; t++) {
        const struct thread *thread = &world->threads[t];
        if (thread->state != ENDED)
            wrong(MISUSE, NULL, "the function has returned, and thread %d, which it started, still runs", t);
        if (!thread->joined && !thread->detached)
            wrong(MISUSE, NULL, "the function has returned without joining thread %d", t);
    }
}

/* --- Once --- */

enum { NOT_YET, UNDER_WAY, DONE };

static bool is_done(const struct thread *thread)
{
    return thread->object->count != UNDER_WAY;
}

static void do_once(volatile void *flag, void (*function)(void), const void *place)
{
    struct object *object = object_at(flag);

    step_when(is_done, "once", flag, place, NULL);
    if (object->count == DONE) {
        acquire(object);
        return;
    }
    object->count = UNDER_WAY;
    function();
    step("has done it once", flag, place);
    object->count = DONE;
    release(object);
}

WRAPPED(int, pthread_once, (pthread_once_t * flag, void (*function)(void)))
{
    if (!explored_here())
        return __real_pthread_once(flag, function);
    do_once(flag, function, PLACE);
    return 0;
}

WRAPPED(void, call_once, (once_flag * flag, void (*function)(void)))
{
    if (!explored_here())
        __real_call_once(flag, function);
    else
        do_once(flag, function, PLACE);
}
