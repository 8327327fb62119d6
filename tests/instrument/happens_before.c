/*
 * happens_before.c - what else orders threads: signals, semaphores and queues of System V and POSIX, locks on
 * files, and waits against a chosen clock. ThreadSanitizer does not know these, and reports races in correct
 * code.
 *
 * Linked into the build with ThreadSanitizer, with --wrap for each function here that is named so. Streams
 * have a file of their own, stream_order.c, and so have atomic operations, fence_order.c.
 */
#include "happens_before.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KEYS       251
#define MOST_FILES 1024

/* Whose addresses stand for what orders the threads. */
static char numbered[KEYS], unix_sockets, signals, names;

static atomic_bool hears_signals[MOST_FILES]; /* descriptors of signalfd() */

void *key_of_number(unsigned long number)
{
    return &numbered[number % KEYS];
}

void *key_of_file(int file)
{
    struct stat status;

    if (file == STDOUT_FILENO || file == STDERR_FILENO || fstat(file, &status) != 0)
        return NULL;
    if (S_ISFIFO(status.st_mode))
        return key_of_number(status.st_ino);
    return S_ISSOCK(status.st_mode) ? &unix_sockets : NULL;
}

static void *key_of_inode(int file)
{
    struct stat status;

    return key_of_number(fstat(file, &status) == 0 ? status.st_ino : 0);
}

/* --- Signals
 * -------------------------------------------------------------------------------------------------------- */

#define SENDS(function, parameters, ...)       \
    WRAPPED(int, function, parameters)         \
    {                                          \
        __tsan_release(&signals);              \
        return __real_##function(__VA_ARGS__); \
    }
SENDS(kill, (pid_t process, int number), process, number)
SENDS(pthread_kill, (pthread_t thread, int number), thread, number)
SENDS(tgkill, (pid_t process, pid_t thread, int number), process, thread, number)
SENDS(sigqueue, (pid_t process, int number, const union sigval value), process, number, value)
SENDS(pthread_sigqueue, (pthread_t thread, int number, const union sigval value), thread, number, value)

#define HEARS(function, parameters, ...)             \
    WRAPPED(int, function, parameters)               \
    {                                                \
        int result = __real_##function(__VA_ARGS__); \
        __tsan_acquire(&signals);                    \
        return result;                               \
    }
HEARS(sigwait, (const sigset_t *set, int *number), set, number)
HEARS(sigwaitinfo, (const sigset_t *set, siginfo_t *information), set, information)
HEARS(sigtimedwait, (const sigset_t *set, siginfo_t *information, const struct timespec *longest), set,
      information, longest)
HEARS(sigsuspend, (const sigset_t *set), set)
HEARS(pause, (void), )

WRAPPED(int, signalfd, (int file, const sigset_t *set, int flags))
{
    int result = __real_signalfd(file, set, flags);

    if (result >= 0 && result < MOST_FILES)
        atomic_store(&hears_signals[result], true);
    return result;
}

/* --- Descriptors: what a stream sends arrives at one, and the other way
 * ------------------------------------------- */

WRAPPED(ssize_t, read, (int file, void *bytes, size_t count))
{
    ssize_t got = __real_read(file, bytes, count);
    void *key = got > 0 ? key_of_file(file) : NULL;

    if (key)
        __tsan_acquire(key);
    if (got > 0 && file < MOST_FILES && atomic_load(&hears_signals[file]))
        __tsan_acquire(&signals);
    return got;
}

WRAPPED(ssize_t, write, (int file, const void *bytes, size_t count))
{
    void *key = key_of_file(file);

    if (key)
        __tsan_release(key);
    return __real_write(file, bytes, count);
}

/* Lets go of what flock() has locked. */
WRAPPED(int, close, (int file))
{
    if (file >= 0 && file < MOST_FILES)
        atomic_store(&hears_signals[file], false);
    __tsan_release(key_of_inode(file));
    return __real_close(file);
}

/* --- System V, and queues of POSIX
 * ----------------------------------------------------------------------------------- */

static void change_semaphores(int set, const struct sembuf *steps, size_t count, bool done)
{
    for (size_t i = 0; i < count; i++)
        if (!done && steps[i].sem_op > 0)
            __tsan_release(key_of_number((unsigned)set));
        else if (done && steps[i].sem_op <= 0)
            __tsan_acquire(key_of_number((unsigned)set));
}

WRAPPED(int, semop, (int set, struct sembuf *steps, size_t count))
{
    change_semaphores(set, steps, count, false);
    int result = __real_semop(set, steps, count);
    if (result == 0)
        change_semaphores(set, steps, count, true);
    return result;
}

WRAPPED(int, semtimedop, (int set, struct sembuf *steps, size_t count, const struct timespec *longest))
{
    change_semaphores(set, steps, count, false);
    int result = __real_semtimedop(set, steps, count, longest);
    if (result == 0)
        change_semaphores(set, steps, count, true);
    return result;
}

/* Its last argument is a number, a pointer or nothing at all: what is there goes on as it is. */
WRAPPED(int, semctl, (int set, int number, int command, ...))
{
    void *argument;
    va_list given;

    va_start(given, command);
    argument = va_arg(given, void *);
    va_end(given);
    __tsan_release(key_of_number((unsigned)set));
    int result = __real_semctl(set, number, command, argument);
    __tsan_acquire(key_of_number((unsigned)set));
    return result;
}

#define PUTS(function, key, parameters, ...)   \
    WRAPPED(int, function, parameters)         \
    {                                          \
        __tsan_release(key);                   \
        return __real_##function(__VA_ARGS__); \
    }
#define GETS(function, key, parameters, ...)             \
    WRAPPED(ssize_t, function, parameters)               \
    {                                                    \
        ssize_t result = __real_##function(__VA_ARGS__); \
        if (result >= 0)                                 \
            __tsan_acquire(key);                         \
        return result;                                   \
    }
PUTS(msgsnd, key_of_number((unsigned)queue), (int queue, const void *message, size_t count, int flags), queue,
     message, count, flags)
GETS(msgrcv, key_of_number((unsigned)queue), (int queue, void *message, size_t count, long type, int flags),
     queue, message, count, type, flags)
PUTS(mq_send, key_of_inode(queue), (mqd_t queue, const char *bytes, size_t count, unsigned priority), queue,
     bytes, count, priority)
PUTS(mq_timedsend, key_of_inode(queue),
     (mqd_t queue, const char *bytes, size_t count, unsigned priority, const struct timespec *until), queue,
     bytes, count, priority, until)
GETS(mq_receive, key_of_inode(queue), (mqd_t queue, char *bytes, size_t count, unsigned *priority), queue,
     bytes, count, priority)
GETS(mq_timedreceive, key_of_inode(queue),
     (mqd_t queue, char *bytes, size_t count, unsigned *priority, const struct timespec *until), queue, bytes,
     count, priority, until)

/* --- Locks on files, and files as locks
 * --------------------------------------------------------------------------- */

WRAPPED(int, flock, (int file, int operation))
{
    if (operation & LOCK_UN)
        __tsan_release(key_of_inode(file));
    int result = __real_flock(file, operation);
    if (result == 0 && !(operation & LOCK_UN))
        __tsan_acquire(key_of_inode(file));
    return result;
}

/* Only locks of open files keep threads apart; those of a process do not, and the other commands have none.
 */
WRAPPED(int, fcntl, (int file, int command, ...))
{
    va_list given;

    va_start(given, command);
    void *argument = va_arg(given, void *);
    va_end(given);
    bool locks = command == F_OFD_SETLK || command == F_OFD_SETLKW;
    bool frees = locks && ((struct flock *)argument)->l_type == F_UNLCK;
    if (frees)
        __tsan_release(key_of_inode(file));
    int result = __real_fcntl(file, command, argument);
    if (locks && !frees && result == 0)
        __tsan_acquire(key_of_inode(file));
    return result;
}

WRAPPED(int, open, (const char *path, int flags, ...))
{
    mode_t mode = 0;
    va_list given;

    va_start(given, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(given, mode_t);
    va_end(given);
    int file = __real_open(path, flags, mode);
    if (file >= 0 && flags & O_EXCL)
        __tsan_acquire(&names);
    return file;
}

#define TAKES_A_NAME(function, parameters, ...)      \
    WRAPPED(int, function, parameters)               \
    {                                                \
        int result = __real_##function(__VA_ARGS__); \
        if (result == 0)                             \
            __tsan_acquire(&names);                  \
        return result;                               \
    }
TAKES_A_NAME(mkdir, (const char *path, mode_t mode), path, mode)
TAKES_A_NAME(link, (const char *path, const char *other), path, other)
TAKES_A_NAME(symlink, (const char *path, const char *other), path, other)

#define FREES_A_NAME(function)                 \
    WRAPPED(int, function, (const char *path)) \
    {                                          \
        __tsan_release(&names);                \
        return __real_##function(path);        \
    }
FREES_A_NAME(unlink)
FREES_A_NAME(rmdir)

/* --- Waits until a time of a chosen clock: as those until a time of the clock that ThreadSanitizer knows
 * -------------- */

#define A_SECOND 1000000000L

static struct timespec of_the_day(clockid_t clock, const struct timespec *until)
{
    struct timespec then, now;

    clock_gettime(clock, &then);
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += until->tv_sec - then.tv_sec;
    now.tv_nsec += until->tv_nsec - then.tv_nsec;
    if (now.tv_nsec < 0) {
        now.tv_sec--;
        now.tv_nsec += A_SECOND;
    } else if (now.tv_nsec >= A_SECOND) {
        now.tv_sec++;
        now.tv_nsec -= A_SECOND;
    }
    return now;
}

#define WAITS_BY(function, known, type)                                               \
    int __wrap_##function(type *lock, clockid_t clock, const struct timespec *until); \
    int __wrap_##function(type *lock, clockid_t clock, const struct timespec *until)  \
    {                                                                                 \
        struct timespec then = of_the_day(clock, until);                              \
        return known(lock, &then);                                                    \
    }
WAITS_BY(pthread_mutex_clocklock, pthread_mutex_timedlock, pthread_mutex_t)
WAITS_BY(pthread_rwlock_clockrdlock, pthread_rwlock_timedrdlock, pthread_rwlock_t)
WAITS_BY(pthread_rwlock_clockwrlock, pthread_rwlock_timedwrlock, pthread_rwlock_t)
WAITS_BY(sem_clockwait, sem_timedwait, sem_t)

int __wrap_pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock,
                                const struct timespec *until);
int __wrap_pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock,
                                const struct timespec *until)
{
    struct timespec then = of_the_day(clock, until);

    return pthread_timedjoin_np(thread, result, &then);
}
