/*
 * threads.h - C11's threads by means of POSIX threads, for the build with ThreadSanitizer.
 *
 * ThreadSanitizer follows the pthread_ functions and nothing else: it does not see that mtx_lock() locks or
 * that thrd_join() waits, and reports races in correct code. Here they are what it knows.
 */
#ifndef INSTRUMENT_THREADS_H
#define INSTRUMENT_THREADS_H

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define thread_local        _Thread_local
#define TSS_DTOR_ITERATIONS PTHREAD_DESTRUCTOR_ITERATIONS

/* <stdlib.h> of glibc 2.43 and later declares these, too: replace its names. */
#undef ONCE_FLAG_INIT
#define ONCE_FLAG_INIT PTHREAD_ONCE_INIT
#define once_flag      thrd_once_flag
#define call_once      thrd_call_once

typedef pthread_t thrd_t;
typedef pthread_mutex_t mtx_t;
typedef pthread_cond_t cnd_t;
typedef pthread_key_t tss_t;
typedef pthread_once_t thrd_once_flag;
typedef int (*thrd_start_t)(void *);
typedef void (*tss_dtor_t)(void *);

enum { thrd_success, thrd_busy, thrd_error, thrd_nomem, thrd_timedout };
enum { mtx_plain, mtx_recursive, mtx_timed };

static inline int thrd_result(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ENOMEM:
        return thrd_nomem;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

/* --- Threads --- */

struct thrd_beginning {
    thrd_start_t function;
    void *argument;
};

static inline void *thrd_begin(void *argument)
{
    struct thrd_beginning beginning = *(struct thrd_beginning *)argument;

    free(argument);
    return (void *)(intptr_t)beginning.function(beginning.argument);
}

static inline int thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
{
    struct thrd_beginning *beginning = malloc(sizeof *beginning);

    if (!beginning)
        return thrd_nomem;
    *beginning = (struct thrd_beginning){function, argument};
    int error = pthread_create(thread, NULL, thrd_begin, beginning);
    if (error)
        free(beginning);
    return error == EAGAIN ? thrd_nomem : thrd_result(error);
}

static inline int thrd_join(thrd_t thread, int *status)
{
    void *result = NULL;
    int error = pthread_join(thread, &result);

    if (status)
        *status = (int)(intptr_t)result;
    return thrd_result(error);
}

static inline int thrd_detach(thrd_t thread)
{
    return thrd_result(pthread_detach(thread));
}

static inline thrd_t thrd_current(void)
{
    return pthread_self();
}

static inline int thrd_equal(thrd_t one, thrd_t other)
{
    return pthread_equal(one, other);
}

static inline _Noreturn void thrd_exit(int status)
{
    pthread_exit((void *)(intptr_t)status);
}

static inline void thrd_yield(void)
{
    sched_yield();
}

static inline int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    if (nanosleep(duration, left) == 0)
        return 0;
    return errno == EINTR ? -1 : -2;
}

/* --- Mutexes and conditions --- */

static inline int mtx_init(mtx_t *mutex, int kind)
{
    pthread_mutexattr_t attributes;

    pthread_mutexattr_init(&attributes);
    if (kind & mtx_recursive)
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    int error = pthread_mutex_init(mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return thrd_result(error);
}

static inline int mtx_lock(mtx_t *mutex)
{
    return thrd_result(pthread_mutex_lock(mutex));
}

static inline int mtx_trylock(mtx_t *mutex)
{
    return thrd_result(pthread_mutex_trylock(mutex));
}

static inline int mtx_timedlock(mtx_t *mutex, const struct timespec *until)
{
    return thrd_result(pthread_mutex_timedlock(mutex, until));
}

static inline int mtx_unlock(mtx_t *mutex)
{
    return thrd_result(pthread_mutex_unlock(mutex));
}

static inline void mtx_destroy(mtx_t *mutex)
{
    pthread_mutex_destroy(mutex);
}

static inline int cnd_init(cnd_t *condition)
{
    return thrd_result(pthread_cond_init(condition, NULL));
}

static inline int cnd_signal(cnd_t *condition)
{
    return thrd_result(pthread_cond_signal(condition));
}

static inline int cnd_broadcast(cnd_t *condition)
{
    return thrd_result(pthread_cond_broadcast(condition));
}

static inline int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    return thrd_result(pthread_cond_wait(condition, mutex));
}

static inline int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const struct timespec *until)
{
    return thrd_result(pthread_cond_timedwait(condition, mutex, until));
}

static inline void cnd_destroy(cnd_t *condition)
{
    pthread_cond_destroy(condition);
}

/* --- Once, and storage of each thread's own --- */

static inline void call_once(once_flag *flag, void (*function)(void))
{
    pthread_once(flag, function);
}

static inline int tss_create(tss_t *key, tss_dtor_t destructor)
{
    return thrd_result(pthread_key_create(key, destructor));
}

static inline void *tss_get(tss_t key)
{
    return pthread_getspecific(key);
}

static inline int tss_set(tss_t key, void *value)
{
    return thrd_result(pthread_setspecific(key, value));
}

static inline void tss_delete(tss_t key)
{
    pthread_key_delete(key);
}

#endif
