/*
 * locks.c - mutexes, spin locks and read-write locks. Here a lock is an owner and a count; the memory of the
 * real lock is only read for its kind.
 */
#include "locks.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>

#include "wrapped.h"

#define ROBUST    16 /* a bit in glibc's kind of mutex */
#define DESTROYED (-1)

static int kind_of(const void *mutex)
{
    return ((const pthread_mutex_t *)mutex)->__data.__kind;
}

bool lock_is_free(const struct thread *thread)
{
    return thread->object->owner == NOBODY;
}

void lock_take(struct object *mutex)
{
    mutex->owner = explored_self;
    mutex->count = 1;
    acquire(mutex);
}

void lock_give_back(struct object *mutex)
{
    mutex->owner = NOBODY;
    mutex->count = 0;
    release(mutex);
}

void locks_thread_ends(int thread)
{
    for (int i = 0; i < MAX_OBJECTS; i++) {
        struct object *object = &world->objects[i];
        if (object->address && object->owner == thread && object->known == ROBUST) {
            lock_give_back(object);
            object->limit = EOWNERDEAD;
        }
    }
}

static int taken(struct object *object)
{
    int error = (int)object->limit;

    object->limit = 0;
    lock_take(object);
    return error;
}

static void expect_alive(const void *mutex, const void *place)
{
    if (kind_of(mutex) == DESTROYED)
        wrong(MISUSE, place, "a mutex is used after it was destroyed");
}

/* A mutex that the caller already holds: 0 if it may be locked again, an error, or -1 if the caller then
 * waits forever. */
static int lock_again(struct object *object, int kind)
{
    if (object->owner != explored_self)
        return -1;
    if ((kind & 3) == PTHREAD_MUTEX_RECURSIVE_NP) {
        object->count++;
        return 0;
    }
    return (kind & 3) == PTHREAD_MUTEX_ERRORCHECK_NP ? EDEADLK : -1;
}

static int lock_mutex(void *mutex, const int64_t *until, const void *place)
{
    expect_alive(mutex, place);
    struct object *object = object_at(mutex);
    int again = lock_again(object, kind_of(mutex));

    object->known = kind_of(mutex) & ROBUST;
    if (again >= 0)
        return again;
    if (!step_when(lock_is_free, "locks", mutex, place, until))
        return ETIMEDOUT;
    expect_alive(mutex, place);
    return taken(object);
}

static int try_mutex(void *mutex, const void *place)
{
    expect_alive(mutex, place);
    struct object *object = object_at(mutex);
    int again = lock_again(object, kind_of(mutex));

    object->known = kind_of(mutex) & ROBUST;
    if (again >= 0)
        return again == 0 ? 0 : EBUSY;
    step_asks("tries to lock", mutex, place);
    bool free = object->owner == NOBODY;
    step_was(!free);
    world->steps[world->step_count - 1].verb = free ? "locks" : "finds it locked";
    return free ? taken(object) : EBUSY;
}

static int unlock_mutex(void *mutex, const void *place)
{
    expect_alive(mutex, place);
    struct object *object = object_at(mutex);

    if (object->owner == explored_self && object->count > 1) {
        object->count--;
        return 0;
    }
    step("unlocks", mutex, place);
    if (object->owner != explored_self) {
        if (kind_of(mutex) & 3 && (kind_of(mutex) & 3) != PTHREAD_MUTEX_ADAPTIVE_NP)
            return EPERM;
        if (object->owner == NOBODY)
            wrong(MISUSE, place, "thread %d unlocks a mutex that nobody has locked", explored_self);
        wrong(MISUSE, place, "thread %d unlocks a mutex that thread %d has locked", explored_self,
              object->owner);
    }
    lock_give_back(object);
    return 0;
}

static void destroy_mutex(void *mutex, const void *place)
{
    step("destroys", mutex, place);
    const struct object *object = object_at(mutex);
    if (object->owner != NOBODY)
        wrong(MISUSE, place, "a mutex is destroyed while thread %d holds it", object->owner);
    for (int t = 0; t < world->thread_count; t++)
        if (world->threads[t].state != ENDED && world->threads[t].object == object &&
            world->threads[t].ready == lock_is_free)
            wrong(MISUSE, place, "a mutex is destroyed while thread %d waits for it", t);
}

static void begin_anew(const void *lock)
{
    struct object *object = object_at(lock);

    object->owner = NOBODY;
    object->count = object->limit = 0;
}

/* --- pthread_mutex_ --- */

WRAPPED(int, pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
    if (explored_here())
        begin_anew(mutex);
    return __real_pthread_mutex_init(mutex, attributes);
}

WRAPPED(int, pthread_mutex_destroy, (pthread_mutex_t * mutex))
{
    if (explored_here())
        destroy_mutex(mutex, PLACE);
    return __real_pthread_mutex_destroy(mutex);
}

WRAPPED(int, pthread_mutex_lock, (pthread_mutex_t * mutex))
{
    return explored_here() ? lock_mutex(mutex, NULL, PLACE) : __real_pthread_mutex_lock(mutex);
}

WRAPPED(int, pthread_mutex_trylock, (pthread_mutex_t * mutex))
{
    return explored_here() ? try_mutex(mutex, PLACE) : __real_pthread_mutex_trylock(mutex);
}

WRAPPED(int, pthread_mutex_timedlock, (pthread_mutex_t * mutex, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? lock_mutex(mutex, &deadline, PLACE)
                           : __real_pthread_mutex_timedlock(mutex, until);
}

WRAPPED(int, pthread_mutex_clocklock,
        (pthread_mutex_t * mutex, clockid_t clock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? lock_mutex(mutex, &deadline, PLACE)
                           : __real_pthread_mutex_clocklock(mutex, clock, until);
}

WRAPPED(int, pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
    return explored_here() ? unlock_mutex(mutex, PLACE) : __real_pthread_mutex_unlock(mutex);
}

WRAPPED(int, pthread_mutex_consistent, (pthread_mutex_t * mutex))
{
    return explored_here() ? 0 : __real_pthread_mutex_consistent(mutex);
}

/* --- mtx_ --- */

static int in_c11(int error)
{
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
                                : thrd_error;
}

WRAPPED(int, mtx_init, (mtx_t * mutex, int kind))
{
    if (explored_here())
        begin_anew(mutex);
    return __real_mtx_init(mutex, kind);
}

WRAPPED(void, mtx_destroy, (mtx_t * mutex))
{
    if (explored_here())
        destroy_mutex(mutex, PLACE);
    __real_mtx_destroy(mutex);
}

WRAPPED(int, mtx_lock, (mtx_t * mutex))
{
    return explored_here() ? in_c11(lock_mutex(mutex, NULL, PLACE)) : __real_mtx_lock(mutex);
}

WRAPPED(int, mtx_trylock, (mtx_t * mutex))
{
    if (!explored_here())
        return __real_mtx_trylock(mutex);
    return fails(WAKE_UPS, "mtx_trylock fails", PLACE) ? thrd_busy : in_c11(try_mutex(mutex, PLACE));
}

WRAPPED(int, mtx_timedlock, (mtx_t * mutex, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? in_c11(lock_mutex(mutex, &deadline, PLACE)) : __real_mtx_timedlock(mutex, until);
}

WRAPPED(int, mtx_unlock, (mtx_t * mutex))
{
    return explored_here() ? in_c11(unlock_mutex(mutex, PLACE)) : __real_mtx_unlock(mutex);
}

/* --- pthread_spin_ --- */

WRAPPED(int, pthread_spin_init, (pthread_spinlock_t * lock, int shared))
{
    if (explored_here())
        begin_anew((const void *)lock);
    return __real_pthread_spin_init(lock, shared);
}

WRAPPED(int, pthread_spin_lock, (pthread_spinlock_t * lock))
{
    if (!explored_here())
        return __real_pthread_spin_lock(lock);
    step_when(lock_is_free, "locks", lock, PLACE, NULL);
    lock_take(object_at(lock));
    return 0;
}

WRAPPED(int, pthread_spin_trylock, (pthread_spinlock_t * lock))
{
    if (!explored_here())
        return __real_pthread_spin_trylock(lock);
    step_asks("tries to lock", lock, PLACE);
    struct object *object = object_at(lock);
    bool free = object->owner == NOBODY;
    step_was(!free);
    if (free)
        lock_take(object);
    return free ? 0 : EBUSY;
}

WRAPPED(int, pthread_spin_unlock, (pthread_spinlock_t * lock))
{
    if (!explored_here())
        return __real_pthread_spin_unlock(lock);
    step("unlocks", lock, PLACE);
    struct object *object = object_at(lock);
    if (object->owner != explored_self)
        wrong(MISUSE, PLACE, "thread %d unlocks a spin lock that it does not hold", explored_self);
    lock_give_back(object);
    return 0;
}

/* --- pthread_rwlock_: `count` readers --- */

static bool none_at_all(const struct thread *thread)
{
    return thread->object->owner == NOBODY && thread->object->count == 0;
}

static int read_lock(pthread_rwlock_t *lock, const int64_t *until, const void *place)
{
    if (!step_when(lock_is_free, "locks to read", lock, place, until))
        return ETIMEDOUT;
    object_at(lock)->count++;
    acquire(object_at(lock));
    return 0;
}

static int write_lock(pthread_rwlock_t *lock, const int64_t *until, const void *place)
{
    if (!step_when(none_at_all, "locks to write", lock, place, until))
        return ETIMEDOUT;
    object_at(lock)->owner = explored_self;
    acquire(object_at(lock));
    return 0;
}

static int try_both(pthread_rwlock_t *lock, bool writes, const void *place)
{
    struct object *object = object_at(lock);

    step_asks("tries to lock", lock, place);
    bool free = object->owner == NOBODY && (!writes || object->count == 0);
    step_was(!free);
    if (!free)
        return EBUSY;
    if (writes)
        object->owner = explored_self;
    else
        object->count++;
    acquire(object);
    return 0;
}

WRAPPED(int, pthread_rwlock_init, (pthread_rwlock_t * lock, const pthread_rwlockattr_t *attributes))
{
    if (explored_here())
        begin_anew(lock);
    return __real_pthread_rwlock_init(lock, attributes);
}

WRAPPED(int, pthread_rwlock_rdlock, (pthread_rwlock_t * lock))
{
    return explored_here() ? read_lock(lock, NULL, PLACE) : __real_pthread_rwlock_rdlock(lock);
}

WRAPPED(int, pthread_rwlock_wrlock, (pthread_rwlock_t * lock))
{
    return explored_here() ? write_lock(lock, NULL, PLACE) : __real_pthread_rwlock_wrlock(lock);
}

WRAPPED(int, pthread_rwlock_timedrdlock, (pthread_rwlock_t * lock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? read_lock(lock, &deadline, PLACE)
                           : __real_pthread_rwlock_timedrdlock(lock, until);
}

WRAPPED(int, pthread_rwlock_timedwrlock, (pthread_rwlock_t * lock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? write_lock(lock, &deadline, PLACE)
                           : __real_pthread_rwlock_timedwrlock(lock, until);
}

WRAPPED(int, pthread_rwlock_clockrdlock,
        (pthread_rwlock_t * lock, clockid_t clock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? read_lock(lock, &deadline, PLACE)
                           : __real_pthread_rwlock_clockrdlock(lock, clock, until);
}

WRAPPED(int, pthread_rwlock_clockwrlock,
        (pthread_rwlock_t * lock, clockid_t clock, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    return explored_here() ? write_lock(lock, &deadline, PLACE)
                           : __real_pthread_rwlock_clockwrlock(lock, clock, until);
}

WRAPPED(int, pthread_rwlock_tryrdlock, (pthread_rwlock_t * lock))
{
    return explored_here() ? try_both(lock, false, PLACE) : __real_pthread_rwlock_tryrdlock(lock);
}

WRAPPED(int, pthread_rwlock_trywrlock, (pthread_rwlock_t * lock))
{
    return explored_here() ? try_both(lock, true, PLACE) : __real_pthread_rwlock_trywrlock(lock);
}

WRAPPED(int, pthread_rwlock_unlock, (pthread_rwlock_t * lock))
{
    if (!explored_here())
        return __real_pthread_rwlock_unlock(lock);
    step("unlocks", lock, PLACE);
    struct object *object = object_at(lock);
    if (object->owner == explored_self)
        object->owner = NOBODY;
    else if (object->count > 0)
        object->count--;
    else
        wrong(MISUSE, PLACE, "thread %d unlocks a lock that it does not hold", explored_self);
    release(object);
    return 0;
}

/* --- The lock of a stream, which its holder may take again
 * ---------------------------------------------------------- */

/* The content of a stream is an object of its own. */
static const char *lock_of(const FILE *stream)
{
    return (const char *)stream + 1;
}

WRAPPED(void, flockfile, (FILE * stream))
{
    if (!explored_here()) {
        __real_flockfile(stream);
        return;
    }
    struct object *object = object_at(lock_of(stream));
    if (object->owner == explored_self) {
        object->count++;
        return;
    }
    step_when(lock_is_free, "locks", lock_of(stream), PLACE, NULL);
    lock_take(object);
}

WRAPPED(int, ftrylockfile, (FILE * stream))
{
    if (!explored_here())
        return __real_ftrylockfile(stream);
    struct object *object = object_at(lock_of(stream));
    if (object->owner == explored_self) {
        object->count++;
        return 0;
    }
    step_asks("tries to lock", lock_of(stream), PLACE);
    bool free = object->owner == NOBODY;
    step_was(!free);
    if (free)
        lock_take(object);
    return free ? 0 : -1;
}

WRAPPED(void, funlockfile, (FILE * stream))
{
    if (!explored_here()) {
        __real_funlockfile(stream);
        return;
    }
    struct object *object = object_at(lock_of(stream));
    if (object->owner == explored_self && object->count > 1) {
        object->count--;
        return;
    }
    step("unlocks", lock_of(stream), PLACE);
    if (object->owner != explored_self)
        wrong(MISUSE, PLACE, "thread %d unlocks a stream that it has not locked", explored_self);
    lock_give_back(object);
}
