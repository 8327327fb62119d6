/*
 * system.c - system calls with which threads can wait for or exclude one another: pipes, eventfds, queues,
 * file locks, signals, streams. Each is a step. A call that would sleep is tried without sleeping. If it
 * fails, the thread waits for its turn and tries again after another thread has made such a call.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "explored.h"
#include "names.h"
#include "wrapped.h"

/* --- Objects of the calls --- */

#define NO_NAME ((const char *)NULL)

static char names_of_files, signals, kernel;

/* Stands for something that the kernel knows by a number, and which has no address. */
static void *numbered(unsigned long kind, unsigned long number)
{
    return (void *)(uintptr_t)(0x8000000000000001 | kind << 48 | (number & 0xffffffff) << 4);
}

/* One object for all: two descriptors may belong to one file, or be the two ends of one pipe. */
static void *of_descriptor(int file)
{
    struct stat status;

    if (fstat(file, &status) != 0)
        return &kernel;
    if (S_ISFIFO(status.st_mode) || S_ISREG(status.st_mode))
        return numbered(1, status.st_ino);
    return S_ISSOCK(status.st_mode) ? &kernel : numbered(2, (unsigned long)file);
}

static bool is_regular(int file)
{
    struct stat status;

    return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

/* Another thread has made a call since, so a call that failed may now succeed. */
static bool something_came(const struct thread *thread)
{
    return object_at(&kernel)->version != thread->last_read.version;
}

static void something_comes(void)
{
    object_at(&kernel)->version++;
}

/*
 * Try `attempt`, which must not sleep, until `late` no longer holds; `until` is a deadline, or NULL.
 */
#define TRY(verb, about, until, attempt, late)                                            \
    __extension__({                                                                       \
        __typeof__(attempt) result_;                                                      \
        bool in_time_ = true, first_ = true;                                              \
        thread_listen();                                                                  \
        for (;;) {                                                                        \
            in_time_ = first_ ? (step(verb, about, PLACE), true)                          \
                              : step_silently(something_came, verb, about, PLACE, until); \
            first_ = false;                                                               \
            thread_listen();                                                              \
            result_ = (attempt);                                                          \
            int error_ = errno;                                                           \
            ME->last_read.object = NULL;                                                  \
            ME->last_read.version = object_at(&kernel)->version;                          \
            errno = error_;                                                               \
            if (!(late) || !in_time_)                                                     \
                break;                                                                    \
        }                                                                                 \
        int error_ = errno;                                                               \
        acquire(object_at(about));                                                        \
        release(object_at(about));                                                        \
        something_comes();                                                                \
        errno = error_;                                                                   \
        result_;                                                                          \
    })

/* A call that never sleeps. */
#define DO(verb, about, call)              \
    __extension__({                        \
        void *about_ = (about);            \
        step(verb, about_, PLACE);         \
        acquire(object_at(about_));        \
        release(object_at(about_));        \
        __typeof__(call) result_ = (call); \
        int error_ = errno;                \
        something_comes();                 \
        errno = error_;                    \
        result_;                           \
    })

static bool is_late(int file, short events)
{
    struct pollfd source = {file, events, 0};

    return poll(&source, 1, 0) == 0;
}

static bool never_sleeps(int file)
{
    int flags = fcntl(file, F_GETFL);

    return flags < 0 || flags & O_NONBLOCK;
}

/* Around an attempt: no other thread that could notice runs meanwhile. */
static int stay_awake(int file)
{
    int flags = fcntl(file, F_GETFL);

    if (flags >= 0 && !(flags & O_NONBLOCK))
        fcntl(file, F_SETFL, flags | O_NONBLOCK);
    return flags;
}

static void sleep_again(int file, int flags)
{
    int error = errno;

    if (flags >= 0 && !(flags & O_NONBLOCK))
        fcntl(file, F_SETFL, flags);
    errno = error;
}

#define AWAKE(call)                      \
    __extension__({                      \
        int flags_ = stay_awake(file);   \
        __typeof__(call) done_ = (call); \
        sleep_again(file, flags_);       \
        done_;                           \
    })

/* A descriptor without a name may be a signalfd. */
static void hear_signals(int file)
{
    struct stat status;

    if (fstat(file, &status) == 0 && !S_ISFIFO(status.st_mode) && !S_ISREG(status.st_mode))
        acquire(object_at(&signals));
}

/* Reading a file orders no threads, but the order of the calls matters. */
#define FILE_CALL(verb, call)                                                               \
    (is_regular(file) ? (step(verb, of_descriptor(file), PLACE), something_comes(), (call)) \
                      : TRY(verb, of_descriptor(file), NULL, AWAKE(call),                   \
                            result_ < 0 && errno == EAGAIN && !never_sleeps(file)))

WRAPPED(ssize_t, read, (int file, void *bytes, size_t count))
{
    if (!explored_here())
        return __real_read(file, bytes, count);
    ssize_t result = FILE_CALL("reads a file", __real_read(file, bytes, count));
    hear_signals(file);
    if (result > 0)
        memory_access(bytes, (size_t)result, WRITING, PLACE);
    return result;
}

WRAPPED(ssize_t, write, (int file, const void *bytes, size_t count))
{
    if (!explored_here() || file == STDOUT_FILENO || file == STDERR_FILENO)
        return __real_write(file, bytes, count);
    memory_access(bytes, count, READING, PLACE);
    return FILE_CALL("writes to a file", __real_write(file, bytes, count));
}

WRAPPED(ssize_t, readv, (int file, const struct iovec *parts, int count))
{
    return explored_here() ? FILE_CALL("reads a file", __real_readv(file, parts, count))
                           : __real_readv(file, parts, count);
}

WRAPPED(ssize_t, writev, (int file, const struct iovec *parts, int count))
{
    return explored_here() ? FILE_CALL("writes to a file", __real_writev(file, parts, count))
                           : __real_writev(file, parts, count);
}

WRAPPED(ssize_t, recv, (int file, void *bytes, size_t count, int flags))
{
    return explored_here() ? FILE_CALL("receives", __real_recv(file, bytes, count, flags))
                           : __real_recv(file, bytes, count, flags);
}

WRAPPED(ssize_t, send, (int file, const void *bytes, size_t count, int flags))
{
    return explored_here() ? FILE_CALL("sends", __real_send(file, bytes, count, flags))
                           : __real_send(file, bytes, count, flags);
}

WRAPPED(ssize_t, recvfrom,
        (int file, void *bytes, size_t count, int flags, struct sockaddr *from, socklen_t *size))
{
    return explored_here() ? FILE_CALL("receives", __real_recvfrom(file, bytes, count, flags, from, size))
                           : __real_recvfrom(file, bytes, count, flags, from, size);
}

WRAPPED(ssize_t, sendto,
        (int file, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t size))
{
    return explored_here() ? FILE_CALL("sends", __real_sendto(file, bytes, count, flags, to, size))
                           : __real_sendto(file, bytes, count, flags, to, size);
}

WRAPPED(ssize_t, recvmsg, (int file, struct msghdr *message, int flags))
{
    return explored_here() ? FILE_CALL("receives", __real_recvmsg(file, message, flags))
                           : __real_recvmsg(file, message, flags);
}

WRAPPED(ssize_t, sendmsg, (int file, const struct msghdr *message, int flags))
{
    return explored_here() ? FILE_CALL("sends", __real_sendmsg(file, message, flags))
                           : __real_sendmsg(file, message, flags);
}

WRAPPED(int, eventfd_read, (int file, eventfd_t *value))
{
    return explored_here() ? FILE_CALL("takes a unit", __real_eventfd_read(file, value))
                           : __real_eventfd_read(file, value);
}

WRAPPED(int, eventfd_write, (int file, eventfd_t value))
{
    return explored_here() ? FILE_CALL("gives a unit", __real_eventfd_write(file, value))
                           : __real_eventfd_write(file, value);
}

#define ON_FILE(type, function, verb, parameters, ...) \
    WRAPPED(type, function, parameters)                \
    {                                                  \
        if (!explored_here())                          \
            return __real_##function(__VA_ARGS__);     \
        step(verb, of_descriptor(file), PLACE);        \
        something_comes();                             \
        return __real_##function(__VA_ARGS__);         \
    }
ON_FILE(ssize_t, pread, "reads a file", (int file, void *bytes, size_t count, off_t at), file, bytes, count,
        at)
ON_FILE(ssize_t, pwrite, "writes to a file", (int file, const void *bytes, size_t count, off_t at), file,
        bytes, count, at)
ON_FILE(off_t, lseek, "moves in a file", (int file, off_t at, int whence), file, at, whence)
ON_FILE(int, ftruncate, "cuts a file", (int file, off_t size), file, size)

WRAPPED(int, close, (int file))
{
    return explored_here() ? DO("closes", of_descriptor(file), __real_close(file)) : __real_close(file);
}

/* --- Several descriptors --- */

static int64_t in_milliseconds(int timeout)
{
    return world->now + (int64_t)timeout * 1000000;
}

WRAPPED(int, poll, (struct pollfd * sources, nfds_t count, int timeout))
{
    if (!explored_here())
        return __real_poll(sources, count, timeout);
    int64_t until = in_milliseconds(timeout);
    return TRY("polls", &kernel, timeout >= 0 ? &until : NULL, __real_poll(sources, count, 0),
               result_ == 0 && timeout != 0);
}

WRAPPED(int, epoll_wait, (int file, struct epoll_event *events, int most, int timeout))
{
    if (!explored_here())
        return __real_epoll_wait(file, events, most, timeout);
    int64_t until = in_milliseconds(timeout);
    return TRY("polls", &kernel, timeout >= 0 ? &until : NULL, __real_epoll_wait(file, events, most, 0),
               result_ == 0 && timeout != 0);
}

struct sets {
    fd_set in, out, other;
};

static int look(int count, const struct sets *given, struct sets *found)
{
    struct timeval none = {0, 0};

    *found = *given;
    return select(count, &found->in, &found->out, &found->other, &none);
}

WRAPPED(int, select, (int count, fd_set *in, fd_set *out, fd_set *other, struct timeval *timeout))
{
    struct sets given, found;

    if (!explored_here())
        return __real_select(count, in, out, other, timeout);
    FD_ZERO(&found.in);
    FD_ZERO(&found.out);
    FD_ZERO(&found.other);
    given = (struct sets){in ? *in : found.in, out ? *out : found.out, other ? *other : found.other};
    int64_t until = timeout ? world->now + timeout->tv_sec * 1000000000 + timeout->tv_usec * 1000 : 0;
    int result = TRY("polls", &kernel, timeout ? &until : NULL, look(count, &given, &found), result_ == 0);
    if (in)
        *in = found.in;
    if (out)
        *out = found.out;
    if (other)
        *other = found.other;
    return result;
}

/* --- Locks on files, and files as locks --- */

WRAPPED(int, flock, (int file, int operation))
{
    if (!explored_here())
        return __real_flock(file, operation);
    return TRY(operation & LOCK_UN ? "unlocks a file" : "locks a file", of_descriptor(file), NULL,
               __real_flock(file, operation | LOCK_NB),
               result_ != 0 && errno == EWOULDBLOCK && !(operation & LOCK_NB));
}

WRAPPED(int, fcntl, (int file, int command, ...))
{
    va_list given;

    va_start(given, command);
    void *argument = va_arg(given, void *);
    va_end(given);
    if (!explored_here() ||
        (command != F_SETLK && command != F_SETLKW && command != F_OFD_SETLK && command != F_OFD_SETLKW))
        return __real_fcntl(file, command, argument);
    int tries = command == F_SETLKW ? F_SETLK : command == F_OFD_SETLKW ? F_OFD_SETLK : command;
    /* A lock of the process does not order its threads. */
    if (tries == F_SETLK) {
        step("locks a file", of_descriptor(file), PLACE);
        something_comes();
        return __real_fcntl(file, command, argument);
    }
    return TRY("locks a file", of_descriptor(file), NULL, __real_fcntl(file, tries, argument),
               result_ != 0 && (errno == EAGAIN || errno == EACCES) && tries != command);
}

WRAPPED(int, open, (const char *path, int flags, ...))
{
    mode_t mode = 0;
    va_list given;

    va_start(given, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(given, mode_t);
    va_end(given);
    if (!explored_here())
        return __real_open(path, flags, mode);
    if (flags & O_CREAT)
        name_given(A_FILE, path);
    return DO("opens a file", &names_of_files, __real_open(path, flags, mode));
}

#define ON_A_NAME(function, verb, parameters, name, ...)                                   \
    WRAPPED(int, function, parameters)                                                     \
    {                                                                                      \
        if (explored_here() && name)                                                       \
            name_given(A_FILE, name);                                                      \
        return explored_here() ? DO(verb, &names_of_files, __real_##function(__VA_ARGS__)) \
                               : __real_##function(__VA_ARGS__);                           \
    }
ON_A_NAME(creat, "opens a file", (const char *path, mode_t mode), path, path, mode)
ON_A_NAME(mkdir, "makes a directory", (const char *path, mode_t mode), path, path, mode)
ON_A_NAME(link, "links a file", (const char *path, const char *other), other, path, other)
ON_A_NAME(symlink, "links a file", (const char *path, const char *other), other, path, other)
ON_A_NAME(rename, "renames a file", (const char *path, const char *other), other, path, other)
ON_A_NAME(unlink, "removes a file", (const char *path), NO_NAME, path)
ON_A_NAME(rmdir, "removes a directory", (const char *path), NO_NAME, path)

/* --- Queues and semaphores with numbers and names --- */

static const struct timespec long_ago;

WRAPPED(ssize_t, mq_receive, (mqd_t queue, char *bytes, size_t size, unsigned *priority))
{
    if (!explored_here())
        return __real_mq_receive(queue, bytes, size, priority);
    return TRY("receives", numbered(3, 0), NULL, mq_timedreceive(queue, bytes, size, priority, &long_ago),
               result_ < 0 && errno == ETIMEDOUT);
}

WRAPPED(int, mq_send, (mqd_t queue, const char *bytes, size_t size, unsigned priority))
{
    if (!explored_here())
        return __real_mq_send(queue, bytes, size, priority);
    return TRY("sends", numbered(3, 0), NULL, mq_timedsend(queue, bytes, size, priority, &long_ago),
               result_ < 0 && errno == ETIMEDOUT);
}

WRAPPED(ssize_t, mq_timedreceive,
        (mqd_t queue, char *bytes, size_t size, unsigned *priority, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    if (!explored_here())
        return __real_mq_timedreceive(queue, bytes, size, priority, until);
    return TRY("receives", numbered(3, 0), &deadline,
               __real_mq_timedreceive(queue, bytes, size, priority, &long_ago),
               result_ < 0 && errno == ETIMEDOUT);
}

WRAPPED(int, mq_timedsend,
        (mqd_t queue, const char *bytes, size_t size, unsigned priority, const struct timespec *until))
{
    int64_t deadline = nanoseconds(until);

    if (!explored_here())
        return __real_mq_timedsend(queue, bytes, size, priority, until);
    return TRY("sends", numbered(3, 0), &deadline,
               __real_mq_timedsend(queue, bytes, size, priority, &long_ago),
               result_ < 0 && errno == ETIMEDOUT);
}

WRAPPED(ssize_t, msgrcv, (int queue, void *message, size_t size, long type, int flags))
{
    if (!explored_here())
        return __real_msgrcv(queue, message, size, type, flags);
    return TRY("receives", numbered(4, (unsigned)queue), NULL,
               __real_msgrcv(queue, message, size, type, flags | IPC_NOWAIT),
               result_ < 0 && errno == ENOMSG && !(flags & IPC_NOWAIT));
}

WRAPPED(int, msgsnd, (int queue, const void *message, size_t size, int flags))
{
    if (!explored_here())
        return __real_msgsnd(queue, message, size, flags);
    return TRY("sends", numbered(4, (unsigned)queue), NULL,
               __real_msgsnd(queue, message, size, flags | IPC_NOWAIT),
               result_ < 0 && errno == EAGAIN && !(flags & IPC_NOWAIT));
}

static int change_semaphores(int set, const struct sembuf *steps, size_t count)
{
    struct sembuf tries[32];

    for (size_t i = 0; i < count && i < 32; i++) {
        tries[i] = steps[i];
        tries[i].sem_flg |= IPC_NOWAIT;
    }
    return semop(set, tries, count);
}

WRAPPED(int, semop, (int set, struct sembuf *steps, size_t count))
{
    if (!explored_here())
        return __real_semop(set, steps, count);
    return TRY(steps->sem_op > 0 ? "gives a unit" : "takes a unit", numbered(5, (unsigned)set), NULL,
               change_semaphores(set, steps, count),
               result_ < 0 && errno == EAGAIN && !(steps->sem_flg & IPC_NOWAIT));
}

WRAPPED(int, semtimedop, (int set, struct sembuf *steps, size_t count, const struct timespec *longest))
{
    if (!explored_here())
        return __real_semtimedop(set, steps, count, longest);
    int64_t until = world->now + nanoseconds(longest);
    return TRY(steps->sem_op > 0 ? "gives a unit" : "takes a unit", numbered(5, (unsigned)set),
               longest ? &until : NULL, change_semaphores(set, steps, count),
               result_ < 0 && errno == EAGAIN && !(steps->sem_flg & IPC_NOWAIT));
}

WRAPPED(int, semctl, (int set, int number, int command, ...))
{
    va_list given;

    va_start(given, command);
    void *argument = va_arg(given, void *);
    va_end(given);
    return explored_here() ? DO("changes semaphores", numbered(5, (unsigned)set),
                                __real_semctl(set, number, command, argument))
                           : __real_semctl(set, number, command, argument);
}

/* --- Signals --- */

WRAPPED(int, sigtimedwait, (const sigset_t *set, siginfo_t *information, const struct timespec *longest))
{
    if (!explored_here())
        return __real_sigtimedwait(set, information, longest);
    int64_t until = world->now + nanoseconds(longest);
    return TRY("waits for a signal", &signals, longest ? &until : NULL,
               __real_sigtimedwait(set, information, &long_ago), result_ < 0 && errno == EAGAIN);
}

WRAPPED(int, sigwaitinfo, (const sigset_t *set, siginfo_t *information))
{
    if (!explored_here())
        return __real_sigwaitinfo(set, information);
    return TRY("waits for a signal", &signals, NULL, sigtimedwait(set, information, &long_ago),
               result_ < 0 && errno == EAGAIN);
}

WRAPPED(int, sigwait, (const sigset_t *set, int *number))
{
    if (!explored_here())
        return __real_sigwait(set, number);
    *number = TRY("waits for a signal", &signals, NULL, sigtimedwait(set, NULL, &long_ago),
                  result_ < 0 && errno == EAGAIN);
    return 0;
}

/* It may break a wait. */
static void expect_no_handler(int number)
{
    struct sigaction action;

    if (number > 0 && sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_DFL &&
        action.sa_handler != SIG_IGN)
        give_up("a signal with a handler");
}

#define SENDS(function, parameters, ...)                                       \
    WRAPPED(int, function, parameters)                                         \
    {                                                                          \
        if (!explored_here())                                                  \
            return __real_##function(__VA_ARGS__);                             \
        expect_no_handler(number);                                             \
        return DO("sends a signal", &signals, __real_##function(__VA_ARGS__)); \
    }
SENDS(kill, (pid_t process, int number), process, number)
SENDS(raise, (int number), number)
SENDS(tgkill, (pid_t process, pid_t thread, int number), process, thread, number)
SENDS(pthread_kill, (pthread_t thread, int number), thread, number)
SENDS(sigqueue, (pid_t process, int number, const union sigval value), process, number, value)
SENDS(pthread_sigqueue, (pthread_t thread, int number, const union sigval value), thread, number, value)

/* --- Clocks that ring, and what the kernel does by itself: no thread of the run brings that about --- */

#define RINGS(type, function, words, parameters, ...) \
    WRAPPED(type, function, parameters)               \
    {                                                 \
        if (explored_here())                          \
            out_of_sight(words);                      \
        return __real_##function(__VA_ARGS__);        \
    }
RINGS(int, timerfd_create, "a timer", (int clock, int flags), clock, flags)
RINGS(int, timer_create, "a timer", (clockid_t clock, struct sigevent *event, timer_t *timer), clock, event,
      timer)
RINGS(int, setitimer, "a timer",
      (__itimer_which_t which, const struct itimerval *value, struct itimerval *old), which, value, old)
RINGS(unsigned, alarm, "a timer", (unsigned seconds), seconds)
RINGS(int, mq_notify, "mq_notify()", (mqd_t queue, const struct sigevent *event), queue, event)

/* --- Streams: each has a lock of its own --- */

/* Whether reading would have to wait: not while the stream's buffer holds more than blanks. */
static bool stream_is_late(FILE *stream)
{
    const char *at = stream->_IO_read_ptr;

    while (at < stream->_IO_read_end && (*at == ' ' || *at == '\n'))
        at++;
    return at >= stream->_IO_read_end && !never_sleeps(fileno(stream)) && is_late(fileno(stream), POLLIN);
}

/* One stream writes to a pipe, and another reads from it: they share an object. */
static void meet_at_pipe(FILE *stream)
{
    int file = fileno(stream);

    if (file < 0 || is_regular(file))
        return;
    acquire(object_at(of_descriptor(file)));
    release(object_at(of_descriptor(file)));
}

static inline __attribute__((always_inline)) void await_stream(FILE *stream)
{
    TRY("reads a stream", stream, NULL, stream_is_late(stream) ? -1 : 0, result_ != 0);
    meet_at_pipe(stream);
}

#define READS_STREAM(type, function, parameters, ...) \
    WRAPPED(type, function, parameters)               \
    {                                                 \
        if (explored_here())                          \
            await_stream(stream);                     \
        return __real_##function(__VA_ARGS__);        \
    }
READS_STREAM(size_t, fread, (void *bytes, size_t size, size_t count, FILE *stream), bytes, size, count,
             stream)
READS_STREAM(char *, fgets, (char *text, int size, FILE *stream), text, size, stream)
READS_STREAM(int, fgetc, (FILE * stream), stream)
READS_STREAM(int, getc, (FILE * stream), stream)
READS_STREAM(ssize_t, getline, (char **line, size_t *size, FILE *stream), line, size, stream)
READS_STREAM(ssize_t, getdelim, (char **line, size_t *size, int end, FILE *stream), line, size, end, stream)

#define USES_STREAM(type, function, parameters, ...)                                                       \
    WRAPPED(type, function, parameters)                                                                    \
    {                                                                                                      \
        return explored_here() && stream != stdout && stream != stderr                                     \
                   ? (meet_at_pipe(stream), DO("writes a stream", stream, __real_##function(__VA_ARGS__))) \
                   : __real_##function(__VA_ARGS__);                                                       \
    }
USES_STREAM(size_t, fwrite, (const void *bytes, size_t size, size_t count, FILE *stream), bytes, size, count,
            stream)
USES_STREAM(int, fputs, (const char *text, FILE *stream), text, stream)
USES_STREAM(int, fputc, (int byte, FILE *stream), byte, stream)
USES_STREAM(int, putc, (int byte, FILE *stream), byte, stream)
USES_STREAM(int, fflush, (FILE * stream), stream)
USES_STREAM(int, fseek, (FILE * stream, long at, int whence), stream, at, whence)
USES_STREAM(int, fclose, (FILE * stream), stream)
USES_STREAM(int, vfprintf, (FILE * stream, const char *format, va_list arguments), stream, format, arguments)

WRAPPED(void, rewind, (FILE * stream))
{
    if (explored_here())
        DO("moves in a stream", stream, 0);
    __real_rewind(stream);
}

int __wrap_fprintf(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_fprintf(FILE *stream, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int result = __wrap_vfprintf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int __wrap_dprintf(int file, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_dprintf(int file, const char *format, ...)
{
    va_list arguments;

    if (explored_here()) {
        step("writes to a file", of_descriptor(file), PLACE);
        release(object_at(of_descriptor(file)));
        something_comes();
    }
    va_start(arguments, format);
    int result = vdprintf(file, format, arguments);
    va_end(arguments);
    return result;
}

/* scanf() writes to the caller's variables: call it by the name that the compiler uses. */
static inline __attribute__((always_inline)) int scan(FILE *stream, const char *format, va_list arguments)
{
    if (explored_here())
        await_stream(stream);
    return vfscanf(stream, format, arguments);
}

#define SCANS(function)                                           \
    int __wrap_##function(FILE *stream, const char *format, ...); \
    int __wrap_##function(FILE *stream, const char *format, ...)  \
    {                                                             \
        va_list arguments;                                        \
        va_start(arguments, format);                              \
        int result = scan(stream, format, arguments);             \
        va_end(arguments);                                        \
        return result;                                            \
    }
SCANS(fscanf)
SCANS(__isoc99_fscanf)
SCANS(__isoc23_fscanf)
