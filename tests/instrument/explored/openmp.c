/*
 * openmp.c - OpenMP's threads as threads of the runtime: what gcc generates for `parallel`, `for`,
 * `critical`, `barrier`, `single`, `sections` and `task`. Everything else goes to the real library, unseen.
 */
#include <stdlib.h>

#include "explored.h"
#include "locks.h"
#include "wrapped.h"

/* One region at a time: a nested region has one thread, as the standard allows. */
static struct {
    void (*function)(void *);
    void *data;
    int first, size, wanted;
    long next, end, step, chunk; /* of the current loop */
    int loops, singles;          /* numbers begun so far */
    int arrived;
} team;

static struct {
    int number, loops, singles;
} members[MAX_THREADS];

static char critical, dealing, barrier;

static void *be_member(void *argument)
{
    members[explored_self].number = (int)(intptr_t)argument;
    team.function(team.data);
    return NULL;
}

static void meet(const void *place)
{
    struct object *object = object_at(&barrier);

    if (team.size > 1) {
        object->limit = team.size;
        extern int __wrap_pthread_barrier_wait(void *);
        (void)place;
        __wrap_pthread_barrier_wait(&barrier);
    }
}

void __wrap_GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags);
void __wrap_GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags)
{
    unsigned long real;
    int numbers[MAX_THREADS], started = 0;

    (void)flags;
    threads = threads ? threads : team.wanted ? (unsigned)team.wanted : 2;
    if (team.size > 0) {
        function(data);
        return;
    }
    team.function = function;
    team.data = data;
    team.size = (int)threads;
    team.loops = team.singles = 0;
    members[explored_self].number = members[explored_self].loops = members[explored_self].singles = 0;
    for (unsigned t = 1; t < threads; t++) {
        int number = thread_start(be_member, (void *)(uintptr_t)t, PLACE, &real);
        if (number == NOBODY)
            break;
        members[number].loops = members[number].singles = 0;
        numbers[started++] = number;
    }
    team.size = started + 1;
    function(data);
    for (int t = 0; t < started; t++)
        thread_await(numbers[t], PLACE);
    team.size = 0;
}

void __wrap_GOMP_barrier(void);
void __wrap_GOMP_barrier(void)
{
    meet(PLACE);
}

/* --- Critical --- */

static void enter(void *lock, const void *place)
{
    step_when(lock_is_free, "enters", lock, place, NULL);
    lock_take(object_at(lock));
}

static void leave(void *lock, const void *place)
{
    step("leaves", lock, place);
    lock_give_back(object_at(lock));
}

#define ENTERS(function, parameters, lock)  \
    void __wrap_GOMP_##function parameters; \
    void __wrap_GOMP_##function parameters  \
    {                                       \
        enter(lock, PLACE);                 \
    }
#define LEAVES(function, parameters, lock)  \
    void __wrap_GOMP_##function parameters; \
    void __wrap_GOMP_##function parameters  \
    {                                       \
        leave(lock, PLACE);                 \
    }
ENTERS(critical_start, (void), &critical)
LEAVES(critical_end, (void), &critical)
ENTERS(critical_name_start, (void **name), name)
LEAVES(critical_name_end, (void **name), name)
ENTERS(atomic_start, (void), &critical)
LEAVES(atomic_end, (void), &critical)

#define LOCKS(set, unset, type)      \
    void __wrap_##set(type *lock);   \
    void __wrap_##set(type *lock)    \
    {                                \
        enter(lock, PLACE);          \
    }                                \
    void __wrap_##unset(type *lock); \
    void __wrap_##unset(type *lock)  \
    {                                \
        leave(lock, PLACE);          \
    }
LOCKS(omp_set_lock, omp_unset_lock, void)

/* --- Loops --- */

static bool deal(long *from, long *to, const void *place)
{
    step("takes the next", &dealing, place);
    acquire(object_at(&dealing));
    release(object_at(&dealing));
    bool up = team.step > 0, left = up ? team.next < team.end : team.next > team.end;
    if (!left)
        return false;
    *from = team.next;
    team.next += team.step * team.chunk;
    *to = up ? (team.next < team.end ? team.next : team.end) : (team.next > team.end ? team.next : team.end);
    return true;
}

static bool begin_loop(long start, long end, long increment, long chunk, long *from, long *to,
                       const void *place)
{
    step("begins a loop", &dealing, place);
    acquire(object_at(&dealing));
    if (members[explored_self].loops++ == team.loops) {
        team.loops++;
        team.next = start;
        team.end = end;
        team.step = increment;
        team.chunk = chunk > 0 ? chunk : 1;
    }
    release(object_at(&dealing));
    return deal(from, to, place);
}

#define LOOP(kind)                                                                                    \
    int __wrap_GOMP_loop_##kind##_start(long start, long end, long increment, long chunk, long *from, \
                                        long *to);                                                    \
    int __wrap_GOMP_loop_##kind##_start(long start, long end, long increment, long chunk, long *from, \
                                        long *to)                                                     \
    {                                                                                                 \
        return begin_loop(start, end, increment, chunk, from, to, PLACE);                             \
    }                                                                                                 \
    int __wrap_GOMP_loop_##kind##_next(long *from, long *to);                                         \
    int __wrap_GOMP_loop_##kind##_next(long *from, long *to)                                          \
    {                                                                                                 \
        return deal(from, to, PLACE);                                                                 \
    }                                                                                                 \
    int __wrap_GOMP_loop_ull_##kind##_start(int up, unsigned long start, unsigned long end,           \
                                            unsigned long increment, unsigned long chunk, long *from, \
                                            long *to);                                                \
    int __wrap_GOMP_loop_ull_##kind##_start(int up, unsigned long start, unsigned long end,           \
                                            unsigned long increment, unsigned long chunk, long *from, \
                                            long *to)                                                 \
    {                                                                                                 \
        (void)up;                                                                                     \
        return begin_loop((long)start, (long)end, (long)increment, (long)chunk, from, to, PLACE);     \
    }                                                                                                 \
    int __wrap_GOMP_loop_ull_##kind##_next(long *from, long *to);                                     \
    int __wrap_GOMP_loop_ull_##kind##_next(long *from, long *to)                                      \
    {                                                                                                 \
        return deal(from, to, PLACE);                                                                 \
    }
LOOP(static)
LOOP(dynamic)
LOOP(guided)
LOOP(nonmonotonic_dynamic)
LOOP(nonmonotonic_guided)

void __wrap_GOMP_loop_end(void);
void __wrap_GOMP_loop_end(void)
{
    meet(PLACE);
}

void __wrap_GOMP_loop_end_nowait(void);
void __wrap_GOMP_loop_end_nowait(void)
{
}

/* --- Single, sections, tasks --- */

int __wrap_GOMP_single_start(void);
int __wrap_GOMP_single_start(void)
{
    step("checks whether it is the first", &dealing, PLACE);
    bool first = members[explored_self].singles++ == team.singles;
    if (first)
        team.singles++;
    return first;
}

unsigned __wrap_GOMP_sections_next(void);
unsigned __wrap_GOMP_sections_next(void)
{
    long from, to;

    return deal(&from, &to, PLACE) ? (unsigned)from : 0;
}

unsigned __wrap_GOMP_sections_start(unsigned count);
unsigned __wrap_GOMP_sections_start(unsigned count)
{
    long from, to;

    return begin_loop(1, count + 1, 1, 1, &from, &to, PLACE) ? (unsigned)from : 0;
}

void __wrap_GOMP_sections_end(void);
void __wrap_GOMP_sections_end(void)
{
    meet(PLACE);
}

void __wrap_GOMP_sections_end_nowait(void);
void __wrap_GOMP_sections_end_nowait(void)
{
}

/* A task may be done at once by the thread that makes it, and so it is: the others see none. */
void __wrap_GOMP_task(void (*function)(void *), void *data, void (*copy)(void *, void *), long size,
                      long alignment, bool apart, unsigned flags, void **depends, int priority);
void __wrap_GOMP_task(void (*function)(void *), void *data, void (*copy)(void *, void *), long size,
                      long alignment, bool apart, unsigned flags, void **depends, int priority)
{
    (void)apart, (void)flags, (void)depends, (void)priority;
    out_of_sight("a task of OpenMP");
    if (!copy) {
        function(data);
        return;
    }
    char memory[size + alignment];
    uintptr_t place = ((uintptr_t)memory + (uintptr_t)alignment - 1) & ~((uintptr_t)alignment - 1);
    copy((void *)place, data);
    function((void *)place);
}

void __wrap_GOMP_taskwait(void);
void __wrap_GOMP_taskwait(void)
{
}

/* --- Queries --- */

int __wrap_omp_get_thread_num(void);
int __wrap_omp_get_thread_num(void)
{
    return team.size > 0 ? members[explored_self].number : 0;
}

int __wrap_omp_get_num_threads(void);
int __wrap_omp_get_num_threads(void)
{
    return team.size > 0 ? team.size : 1;
}

void __wrap_omp_set_num_threads(int count);
void __wrap_omp_set_num_threads(int count)
{
    team.wanted = count;
}

int __wrap_omp_pause_resource_all(int kind);
int __wrap_omp_pause_resource_all(int kind)
{
    (void)kind;
    return 0;
}
