/*
 * perturb_calls.c - pause before calls on files, pipes, queues and semaphores; linked with --wrap.
 *
 * A number in a file or in a semaphore is shared like one in memory, but instrumentation of memory does not
 * see it. It also does not see that a record on a pipe is read or written in two parts. So pause before each
 * call, which lets others come between it and an earlier read.
 */
#include <curl/curl.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "perturb.h"

#define HERE __builtin_return_address(0)

#define PUT_OFF(type, function, parameters, ...) \
    type __real_##function parameters;           \
    type __wrap_##function parameters;           \
    type __wrap_##function parameters            \
    {                                            \
        perturb_wait(HERE, NULL);                \
        return __real_##function(__VA_ARGS__);   \
    }

PUT_OFF(ssize_t, read, (int file, void *bytes, size_t count), file, bytes, count)
PUT_OFF(ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, count)
PUT_OFF(ssize_t, readv, (int file, const struct iovec *parts, int count), file, parts, count)
PUT_OFF(ssize_t, writev, (int file, const struct iovec *parts, int count), file, parts, count)
PUT_OFF(ssize_t, pread, (int file, void *bytes, size_t count, off_t from), file, bytes, count, from)
PUT_OFF(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t to), file, bytes, count, to)
PUT_OFF(off_t, lseek, (int file, off_t by, int origin), file, by, origin)
PUT_OFF(int, ftruncate, (int file, off_t length), file, length)

PUT_OFF(FILE *, fopen, (const char *path, const char *mode), path, mode)
PUT_OFF(int, fseek, (FILE * file, long by, int origin), file, by, origin)
PUT_OFF(int, fflush, (FILE * file), file)
PUT_OFF(int, fclose, (FILE * file), file)

PUT_OFF(int, creat, (const char *path, mode_t mode), path, mode)
PUT_OFF(int, mkdir, (const char *path, mode_t mode), path, mode)
PUT_OFF(int, link, (const char *path, const char *other), path, other)
PUT_OFF(int, rename, (const char *path, const char *other), path, other)
PUT_OFF(int, unlink, (const char *path), path)

PUT_OFF(ssize_t, recv, (int socket, void *bytes, size_t count, int flags), socket, bytes, count, flags)
PUT_OFF(ssize_t, send, (int socket, const void *bytes, size_t count, int flags), socket, bytes, count, flags)
PUT_OFF(ssize_t, mq_receive, (mqd_t queue, char *bytes, size_t count, unsigned *priority), queue, bytes,
        count, priority)
PUT_OFF(int, mq_send, (mqd_t queue, const char *bytes, size_t count, unsigned priority), queue, bytes, count,
        priority)
PUT_OFF(ssize_t, msgrcv, (int queue, void *message, size_t count, long type, int flags), queue, message,
        count, type, flags)
PUT_OFF(int, msgsnd, (int queue, const void *message, size_t count, int flags), queue, message, count, flags)

PUT_OFF(int, sem_wait, (sem_t * semaphore), semaphore)
PUT_OFF(int, sem_trywait, (sem_t * semaphore), semaphore)
PUT_OFF(int, sem_post, (sem_t * semaphore), semaphore)
PUT_OFF(int, semop, (int set, struct sembuf *operations, size_t count), set, operations, count)

void __real_rewind(FILE *file);
void __wrap_rewind(FILE *file);
void __wrap_rewind(FILE *file)
{
    perturb_wait(HERE, NULL);
    __real_rewind(file);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    va_list given;

    va_start(given, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(given, mode_t);
    va_end(given);
    perturb_wait(HERE, NULL);
    return __real_open(path, flags, mode);
}

/* The last argument is a number, a pointer or missing: pass it on unchanged. */
int __real_semctl(int set, int number, int command, ...);
int __wrap_semctl(int set, int number, int command, ...);
int __wrap_semctl(int set, int number, int command, ...)
{
    void *argument;
    va_list given;

    va_start(given, command);
    argument = va_arg(given, void *);
    va_end(given);
    perturb_wait(HERE, NULL);
    return __real_semctl(set, number, command, argument);
}
/* --- An image begins --- */

CURLcode __real_curl_easy_perform(CURL *curl);
CURLcode __wrap_curl_easy_perform(CURL *curl);
CURLcode __wrap_curl_easy_perform(CURL *curl)
{
    perturb_begin_turn();
    return __real_curl_easy_perform(curl);
}

CURLMcode __real_curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *curl)
{
    perturb_begin_turn();
    return __real_curl_multi_add_handle(multi, curl);
}
