/*
 * perturb_threads.c - pause in functions of threads and processes; linked with --wrap.
 *
 * Pause around a lock, so that others come between two of them; before a wait, so that a wake-up without the
 * lock is lost; at a thread's end, until it is joined, so that a thread without a join is noticed; and after
 * fork(), so that the child runs ahead of its parent.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

#include "perturb.h"

#define HERE __builtin_return_address(0)

#define MOST_JOINS 64 /* pending joins that an ending thread can see */

/* The pause at a thread's end, in PAUSEs: longer than the harness looks for threads afterwards. */
#define LAST_PAUSES 300
#define MOST_ENDS   10 /* long pauses in a process that joins no thread and starts one for each image */

/* Limits for threads that are about to wait. */
#define MOST_LONG_WAITS  4  /* waits at one condition, or for children */
#define MOST_CONDITIONS  32 /* conditions whose waits are counted */
#define STILL_LOOKS      75
#define MOST_LOOKS       1000 /* checks of a process, two seconds in all */
#define ENDED_LOOKS      3    /* checks of an ended child that its parent does not wait for */
#define MOST_PUTTING_OFF 64

#define AROUND_LOCK(function, type)           \
    int __real_##function(type *lock);        \
    int __wrap_##function(type *lock);        \
    int __wrap_##function(type *lock)         \
    {                                         \
        perturb_wait(HERE, lock);             \
        int result = __real_##function(lock); \
        perturb_wait(HERE, lock);             \
        return result;                        \
    }
AROUND_LOCK(pthread_mutex_lock, pthread_mutex_t)
AROUND_LOCK(mtx_lock, mtx_t)

/* The real calls, without the pause of perturb_calls.c. */
FILE *__real_fopen(const char *path, const char *mode);
int __real_fclose(FILE *file);

/* The threads that are delaying a wait, 0 for a free entry. They also count as resting. */
static atomic_int putting_off[MOST_PUTTING_OFF];

/* Replace one entry `from` by `to`; false if no entry is `from`. */
static bool exchange_putting_off(int from, int to)
{
    for (int i = 0; i < MOST_PUTTING_OFF; i++) {
        int found = from;
        if (atomic_compare_exchange_strong(&putting_off[i], &found, to))
            return true;
    }
    return false;
}

/* Context switches of the other threads so far; -1 if one of them is awake. */
static long long switches_of_others(void)
{
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *task;
    long long switches = 0, found;
    char path[64], line[128], state;

    while (tasks && switches >= 0 && (task = readdir(tasks))) {
        int thread = atoi(task->d_name);
        if (task->d_name[0] == '.' || thread == gettid() || exchange_putting_off(thread, thread))
            continue;
        snprintf(path, sizeof path, "/proc/self/task/%.20s/status", task->d_name);
        FILE *file = __real_fopen(path, "re");
        while (file && switches >= 0 && fgets(line, sizeof line, file)) {
            if (sscanf(line, "State: %c", &state) == 1 && state != 'S')
                switches = -1;
            else if (sscanf(line, "voluntary_ctxt_switches: %lld", &found) == 1)
                switches += found;
        }
        if (file)
            __real_fclose(file);
    }
    if (tasks)
        closedir(tasks);
    return switches;
}

/*
 * Wait until all other threads rest. Some never do, so the number of checks for each process is limited.
 */
static void await_rest(void)
{
    static atomic_uint looks;
    long long before = -1, after;
    unsigned still = 0;

    while (still < STILL_LOOKS && atomic_fetch_add(&looks, 1) < MOST_LOOKS) {
        perturb_sleep(PAUSE);
        after = switches_of_others();
        still = after >= 0 && after == before ? still + 1 : 0;
        before = after;
    }
}

/* How often a thread has waited at a condition, including now. */
static unsigned count_waits(const void *condition)
{
    static struct {
        _Atomic(const void *) condition;
        atomic_uint waits;
    } rows[MOST_CONDITIONS];

    for (int i = 0; i < MOST_CONDITIONS; i++) {
        const void *there = NULL;
        if (atomic_compare_exchange_strong(&rows[i].condition, &there, condition) || there == condition)
            return atomic_fetch_add(&rows[i].waits, 1) + 1;
    }
    return UINT_MAX;
}

/*
 * Delay a wait until all other threads rest, so that everything that the lock does not exclude happens first;
 * a wake-up sent without the lock is then lost. Only the first few waits at each condition are delayed.
 */
static void wait_before_waiting(const void *condition)
{
    int cancelled, error = errno;

    if (count_waits(condition) > MOST_LONG_WAITS || !exchange_putting_off(0, gettid()))
        return;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancelled);
    await_rest();
    pthread_setcancelstate(cancelled, NULL);
    exchange_putting_off(gettid(), 0);
    errno = error;
}

/* A wait may end without a wake-up. The first wait at a condition does so between two images: a program that
 * does not check its condition again continues too early. */
#define BEFORE_WAIT(function, condition_type, lock_type)               \
    int __real_##function(condition_type *condition, lock_type *lock); \
    int __wrap_##function(condition_type *condition, lock_type *lock); \
    int __wrap_##function(condition_type *condition, lock_type *lock)  \
    {                                                                  \
        if (perturb_is_first(condition))                               \
            return 0;                                                  \
        wait_before_waiting(condition);                                \
        return __real_##function(condition, lock);                     \
    }
BEFORE_WAIT(pthread_cond_wait, pthread_cond_t, pthread_mutex_t)
BEFORE_WAIT(cnd_wait, cnd_t, mtx_t)

/* The threads that others are about to join, 0 for a free entry. */
static atomic_ulong joined[MOST_JOINS];

static int exchange_joined(unsigned long from, unsigned long to)
{
    for (int i = 0; i < MOST_JOINS; i++) {
        unsigned long found = from;
        if (atomic_compare_exchange_strong(&joined[i], &found, to))
            return 0;
    }
    return -1;
}

static bool is_joined(unsigned long thread)
{
    return exchange_joined(thread, thread) == 0;
}

/* The destructor of a thread-specific value: it runs however the thread ends. */
static void at_thread_end(void *unused)
{
    static atomic_uint ends;
    unsigned long self = (unsigned long)pthread_self();

    (void)unused;
    for (int i = 0; i < LAST_PAUSES && !is_joined(self); i++) {
        if (i == 0 && atomic_fetch_add(&ends, 1) >= MOST_ENDS)
            return;
        perturb_sleep(PAUSE);
    }
}

#define JOIN(function, arguments, ...)               \
    int __real_##function arguments;                 \
    int __wrap_##function arguments;                 \
    int __wrap_##function arguments                  \
    {                                                \
        exchange_joined(0, (unsigned long)thread);   \
        int result = __real_##function(__VA_ARGS__); \
        exchange_joined((unsigned long)thread, 0);   \
        return result;                               \
    }
JOIN(pthread_join, (pthread_t thread, void **result_of_thread), thread, result_of_thread)
JOIN(thrd_join, (thrd_t thread, int *result_of_thread), thread, result_of_thread)

static pthread_key_t last_pause;
static pthread_once_t have_last_pause = PTHREAD_ONCE_INIT;

static void make_last_pause(void)
{
    pthread_key_create(&last_pause, at_thread_end);
}

static void end_with_a_pause(void)
{
    static char any;

    pthread_once(&have_last_pause, make_last_pause);
    pthread_setspecific(last_pause, &any);
}

struct start {
    void *(*routine)(void *);
    int (*c11_routine)(void *);
    void *argument;
};

static void *start_thread(void *given)
{
    struct start start = *(struct start *)given;

    free(given);
    end_with_a_pause();
    return start.routine(start.argument);
}

static int start_c11_thread(void *given)
{
    struct start start = *(struct start *)given;

    free(given);
    end_with_a_pause();
    return start.c11_routine(start.argument);
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *),
                          void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *),
                          void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *),
                          void *argument)
{
    struct start *start = malloc(sizeof *start);

    if (!start)
        abort();
    *start = (struct start){.routine = routine, .argument = argument};
    return __real_pthread_create(thread, attributes, start_thread, start);
}

int __real_thrd_create(thrd_t *thread, thrd_start_t routine, void *argument);
int __wrap_thrd_create(thrd_t *thread, thrd_start_t routine, void *argument);
int __wrap_thrd_create(thrd_t *thread, thrd_start_t routine, void *argument)
{
    struct start *start = malloc(sizeof *start);

    if (!start)
        abort();
    *start = (struct start){.c11_routine = routine, .argument = argument};
    return __real_thrd_create(thread, start_c11_thread, start);
}

pid_t __real_fork(void);
pid_t __wrap_fork(void);
pid_t __wrap_fork(void)
{
    pid_t child = __real_fork();

    if (child > 0)
        perturb_wait(HERE, NULL);
    return child;
}

/*
 * Before a wait for a signal, pause until the children have ended. Then a SIGCHLD that is not blocked arrives
 * before the wait, which misses it. Only the first few times in a process.
 */
static void wait_for_children(void)
{
    static atomic_uint waits;
    struct timespec pause = {0, PAUSE};
    unsigned ended = 0;

    if (atomic_fetch_add(&waits, 1) >= MOST_LONG_WAITS)
        return;
    for (unsigned looks = 0; ended < ENDED_LOOKS && looks < MOST_LOOKS; looks++) {
        siginfo_t child = {.si_pid = 0};
        if (waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) != 0)
            return;
        ended = child.si_pid != 0 ? ended + 1 : 0;
        nanosleep(&pause, NULL);
    }
}

int __real_pause(void);
int __wrap_pause(void);
int __wrap_pause(void)
{
    wait_for_children();
    return __real_pause();
}

int __real_sigsuspend(const sigset_t *mask);
int __wrap_sigsuspend(const sigset_t *mask);
int __wrap_sigsuspend(const sigset_t *mask)
{
    wait_for_children();
    return __real_sigsuspend(mask);
}
