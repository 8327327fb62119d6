/*
 * perturb.c - instead of ThreadSanitizer's runtime: a pause before each write to memory that others may see.
 *
 * ThreadSanitizer does not see memory that processes share. But its instrumentation calls a function at every
 * access; here that function waits before a write. Whoever reads a number, adds to it and writes it back
 * without a lock then does so at the same time as all others, and the race, one in a million by itself,
 * becomes a double download that the server's ledger shows. Correct code is only slower.
 *
 * Linked with --wrap, the functions of threads pause as well: around a lock, so that others come between two
 * of them; before a wait, where a wake-up without the lock is lost; at a thread's end, until somebody joins
 * it, so that one that nobody waits for is seen; after fork(), so that a child is ahead of its parent.
 */
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#define PAUSE          2000000L  /* nanoseconds */
#define LONG_PAUSE     25000000L /* before an atomic operation that reads and writes */
#define MOST_PAUSES    400       /* of each thread, so that a loop over an array does not take all day */
#define MOST_EXCHANGES 20        /* of each thread, with a long pause */
#define MOST_JOINS     64        /* under way at once, of which an ending thread is told */

/* At a thread's end, in PAUSEs: longer than anybody looks for it afterwards. */
#define LAST_PAUSES 300
#define MOST_ENDS   10 /* of a process that joins none, where each image has a thread */

/* Of a thread that is about to wait for a wake-up. */
#define MOST_LONG_WAITS 6
#define STILL_LOOKS     75
#define MOST_LOOKS      1500

static bool on_stack(const void *address)
{
    static __thread char *low, *high;

    if (!low) {
        pthread_attr_t attributes;
        void *base = NULL;
        size_t size = 0;
        if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
            pthread_attr_getstack(&attributes, &base, &size);
            pthread_attr_destroy(&attributes);
        }
        low = base;
        high = low + size;
    }
    return (const char *)address >= low && (const char *)address < high;
}

static void wait_for(long nanoseconds)
{
    static __thread unsigned pauses;
    struct timespec pause = {0, nanoseconds};

    if (pauses < MOST_PAUSES) {
        pauses++;
        nanosleep(&pause, NULL);
    }
}

static void wait_a_moment(void)
{
    wait_for(PAUSE);
}

static void before_write(const void *address)
{
    if (!on_stack(address))
        wait_a_moment();
}

/* Long enough for all others to look at the same number meanwhile, be the machine ever so busy. */
static void before_exchange(const volatile void *address)
{
    static __thread unsigned exchanges;

    if (!on_stack((const void *)address))
        wait_for(exchanges++ < MOST_EXCHANGES ? LONG_PAUSE : PAUSE);
}

#define ACCESS(size)                                 \
    void __tsan_read##size(void *address);           \
    void __tsan_read##size(void *address)            \
    {                                                \
        (void)address;                               \
    }                                                \
    void __tsan_write##size(void *address);          \
    void __tsan_write##size(void *address)           \
    {                                                \
        before_write(address);                       \
    }                                                \
    void __tsan_volatile_read##size(void *address);  \
    void __tsan_volatile_read##size(void *address)   \
    {                                                \
        (void)address;                               \
    }                                                \
    void __tsan_volatile_write##size(void *address); \
    void __tsan_volatile_write##size(void *address)  \
    {                                                \
        before_write(address);                       \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

#define UNALIGNED(size)                               \
    void __tsan_unaligned_read##size(void *address);  \
    void __tsan_unaligned_read##size(void *address)   \
    {                                                 \
        (void)address;                                \
    }                                                 \
    void __tsan_unaligned_write##size(void *address); \
    void __tsan_unaligned_write##size(void *address)  \
    {                                                 \
        before_write(address);                        \
    }
UNALIGNED(2)
UNALIGNED(4)
UNALIGNED(8)
UNALIGNED(16)

void __tsan_init(void);
void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
}

void __tsan_read_range(void *address, size_t size);
void __tsan_read_range(void *address, size_t size)
{
    (void)address, (void)size;
}

void __tsan_write_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size)
{
    (void)size;
    before_write(address);
}

/*
 * Atomic operations stay what they are; the order asked for may only be made stronger. A pause before one
 * that writes lets others come between it and whatever was looked at before.
 */
#define FETCH(bits, type, name)                                                             \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order)  \
    {                                                                                       \
        (void)order;                                                                        \
        before_exchange(address);                                                           \
        return __atomic_fetch_##name(address, value, __ATOMIC_SEQ_CST);                     \
    }

#define EXCHANGE(bits, type, kind)                                                                          \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure);                              \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure)                               \
    {                                                                                                       \
        (void)order, (void)failure;                                                                         \
        before_exchange(address);                                                                           \
        return __atomic_compare_exchange_n(address, expected, desired, 0, __ATOMIC_SEQ_CST,                 \
                                           __ATOMIC_SEQ_CST);                                               \
    }

#define ATOMIC(bits, type)                                                              \
    type __tsan_atomic##bits##_load(const volatile type *address, int order);           \
    type __tsan_atomic##bits##_load(const volatile type *address, int order)            \
    {                                                                                   \
        (void)order;                                                                    \
        return __atomic_load_n(address, __ATOMIC_SEQ_CST);                              \
    }                                                                                   \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order);    \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order)     \
    {                                                                                   \
        (void)order;                                                                    \
        before_write((const void *)address);                                            \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                             \
    }                                                                                   \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order)  \
    {                                                                                   \
        (void)order;                                                                    \
        before_exchange(address);                                                       \
        return __atomic_exchange_n(address, value, __ATOMIC_SEQ_CST);                   \
    }                                                                                   \
    FETCH(bits, type, add)                                                              \
    FETCH(bits, type, sub)                                                              \
    FETCH(bits, type, and)                                                              \
    FETCH(bits, type, or)                                                               \
    FETCH(bits, type, xor)                                                              \
    EXCHANGE(bits, type, strong)                                                        \
    EXCHANGE(bits, type, weak)
ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

/* --- Functions of threads and processes, by the linker's --wrap
 * ----------------------------------------------------------------------------- */

#define AROUND_LOCK(function, type)           \
    int __real_##function(type *lock);        \
    int __wrap_##function(type *lock);        \
    int __wrap_##function(type *lock)         \
    {                                         \
        wait_a_moment();                      \
        int result = __real_##function(lock); \
        wait_a_moment();                      \
        return result;                        \
    }
AROUND_LOCK(pthread_mutex_lock, pthread_mutex_t)
AROUND_LOCK(mtx_lock, mtx_t)

/* Context switches of the other threads so far, or -1 where one of them is awake. */
static long long switches_of_others(void)
{
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *task;
    long long switches = 0, found;
    char path[64], line[128], state;

    while (tasks && switches >= 0 && (task = readdir(tasks))) {
        if (task->d_name[0] == '.' || atoi(task->d_name) == gettid())
            continue;
        snprintf(path, sizeof path, "/proc/self/task/%.20s/status", task->d_name);
        FILE *file = fopen(path, "re");
        while (file && switches >= 0 && fgets(line, sizeof line, file)) {
            if (sscanf(line, "State: %c", &state) == 1 && state != 'S')
                switches = -1;
            else if (sscanf(line, "voluntary_ctxt_switches: %lld", &found) == 1)
                switches += found;
        }
        if (file)
            fclose(file);
    }
    if (tasks)
        closedir(tasks);
    return switches;
}

/*
 * Put a wait off until all other threads have come to rest, so that whatever the lock does not keep out comes
 * before it: a wake-up without the lock is lost then. The first few of a process; that will do.
 */
static void wait_before_waiting(void)
{
    static atomic_uint waits;
    struct timespec pause = {0, PAUSE};
    long long before = -1, after;
    unsigned still = 0;

    if (atomic_fetch_add(&waits, 1) >= MOST_LONG_WAITS)
        return;
    for (unsigned looks = 0; still < STILL_LOOKS && looks < MOST_LOOKS; looks++) {
        nanosleep(&pause, NULL);
        after = switches_of_others();
        still = after >= 0 && after == before ? still + 1 : 0;
        before = after;
    }
}

#define BEFORE_WAIT(function, condition_type, lock_type)               \
    int __real_##function(condition_type *condition, lock_type *lock); \
    int __wrap_##function(condition_type *condition, lock_type *lock); \
    int __wrap_##function(condition_type *condition, lock_type *lock)  \
    {                                                                  \
        wait_before_waiting();                                         \
        return __real_##function(condition, lock);                     \
    }
BEFORE_WAIT(pthread_cond_wait, pthread_cond_t, pthread_mutex_t)
BEFORE_WAIT(cnd_wait, cnd_t, mtx_t)

/* The threads that others are about to join; 0 where there is none. */
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

/* The destructor of a value that a thread has of its own: whichever way it ends, it comes through here. */
static void at_thread_end(void *unused)
{
    static atomic_uint ends;
    struct timespec pause = {0, PAUSE};
    unsigned long self = (unsigned long)pthread_self();

    (void)unused;
    for (int i = 0; i < LAST_PAUSES && !is_joined(self); i++) {
        if (i == 0 && atomic_fetch_add(&ends, 1) >= MOST_ENDS)
            return;
        nanosleep(&pause, NULL);
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
        wait_a_moment();
    return child;
}

/* --- Crashes
 * -------------------------------------------------------------------------------------------------- */

/* A child that reads beyond the end of the list may do so when all is saved, and then nobody asks why it
 * died. */
static void tell_of_crash(int signal)
{
    static const char *const texts[] = {
        [SIGSEGV] = "SEGV, memory that is not there",
        [SIGBUS] = "BUS, memory that is not there",
        [SIGABRT] = "ABRT, often memory that was overwritten",
        [SIGFPE] = "FPE, a division by zero",
    };

    /* On standard error, where the harness looks for what sanitizers have to say. */
    dprintf(STDERR_FILENO, "ERROR: a process of the program has crashed: %s\n", texts[signal]);
    /* By default then, as if we had not been there: the instruction is tried again, or abort() goes on. */
}

__attribute__((constructor)) static void catch_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
    struct sigaction tell = {.sa_handler = tell_of_crash, .sa_flags = (int)SA_RESETHAND};

    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &tell, NULL);
}
