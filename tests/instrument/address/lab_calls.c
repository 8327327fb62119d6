/*
 * lab_calls.c - count the calls of a lab's code. If a test asks for it, one of them fails, or the child that
 * makes it dies.
 *
 * Linked into the build with AddressSanitizer. In a lab's object, fork() is renamed to __lab_fork(), and so
 * on. The kit and the libraries still call the system: only the lab's calls fail, which the lab must handle.
 */
#include "lab_calls.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <threads.h>
#include <unistd.h>

#include "kit/cache/memory.h"
#include "kit/transfer.h"

#define MOST_DESCRIPTORS 4096

/* The cache lab lacks the parts of the kit that define these. */
#pragma weak fetch_image
#pragma weak transfer_begin

/* The probe of the instruments lacks the kit's replacement (labs/kit/multi.c). */
#pragma weak curl_multi_init

/* Only the cache lab has these. */
#pragma weak memory_countdown
#pragma weak memory_failures

static struct lab_calls unshared; /* used when no test shares memory */
static struct lab_calls *calls = &unshared;
static pid_t first_process;

__attribute__((constructor)) static void meet_harness(void)
{
    struct stat status;

    first_process = getpid();
    if (fstat(LAB_CALLS_FD, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != sizeof *calls)
        return;
    struct lab_calls *shared = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED, LAB_CALLS_FD, 0);
    if (shared == MAP_FAILED)
        return;
    if (shared->magic == LAB_CALLS_MAGIC) {
        calls = shared;
        atomic_store(&calls->met, 1);
    }
    close(LAB_CALLS_FD);
}

static bool is_child(void)
{
    return getpid() != first_process;
}

/* Count a call. Returns whether the test asked for this one. */
static bool is_chosen(enum lab_call call)
{
    unsigned number = atomic_fetch_add(&calls->made[call], 1) + 1;
    unsigned number_of_children = is_child() ? atomic_fetch_add(&calls->made_by_children[call], 1) + 1 : 0;

    if (calls->dies)
        number = number_of_children;
    bool chosen = call == calls->call && number >= calls->first && number <= calls->last;

    if (chosen)
        atomic_fetch_add(&calls->failed, 1);
    return chosen;
}

/* The cache lab's list of calls says which allocation fails. */
static bool fails_by_list(enum lab_call call)
{
    bool is_allocation = call <= CALL_strdup;

    if (!is_allocation || !&memory_countdown || memory_countdown == 0 || --memory_countdown > 0)
        return false;
    memory_failures++;
    return true;
}

/* A child without memory may die. As with any death, it may cost only its own images. */
static bool is_of_child(enum lab_call call)
{
    return call <= CALL_strdup && is_child();
}

static bool fails(enum lab_call call)
{
    return !is_of_child(call) && ((is_chosen(call) && !calls->dies) || fails_by_list(call));
}

static void die_if_chosen(enum lab_call call)
{
    if (is_chosen(call) && calls->dies)
        kill(getpid(), SIGKILL);
}

void note_memory(size_t bytes)
{
    atomic_store(&calls->memory, bytes);
}

/* --- Calls that fail for lack of a resource --- */

#define FAILING(type, name, parameters, arguments, failure, error) \
    type __lab_##name parameters;                                  \
    type __lab_##name parameters                                   \
    {                                                              \
        if (fails(CALL_##name)) {                                  \
            errno = error;                                         \
            return failure;                                        \
        }                                                          \
        return name arguments;                                     \
    }

FAILING(void *, malloc, (size_t size), (size), NULL, ENOMEM)
FAILING(void *, calloc, (size_t count, size_t size), (count, size), NULL, ENOMEM)
FAILING(void *, realloc, (void *memory, size_t size), (memory, size), NULL, ENOMEM)
FAILING(void *, reallocarray, (void *memory, size_t count, size_t size), (memory, count, size), NULL, ENOMEM)
FAILING(void *, aligned_alloc, (size_t alignment, size_t size), (alignment, size), NULL, ENOMEM)
FAILING(int, posix_memalign, (void **memory, size_t alignment, size_t size), (memory, alignment, size),
        ENOMEM, ENOMEM)
FAILING(char *, strdup, (const char *text), (text), NULL, ENOMEM)

FAILING(pid_t, fork, (void), (), -1, EAGAIN)
/* If no thread is created, leave `*thread` unchanged. */
#define NO_THREAD 0xa5a5a5a5a5a5a5a0U

int __lab_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *),
                         void *argument);
int __lab_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *),
                         void *argument)
{
    if (fails(CALL_pthread_create)) {
        *thread = (pthread_t)NO_THREAD;
        return EAGAIN;
    }
    return pthread_create(thread, attributes, routine, argument);
}

int __lab_thrd_create(thrd_t *thread, thrd_start_t routine, void *argument);
int __lab_thrd_create(thrd_t *thread, thrd_start_t routine, void *argument)
{
    if (fails(CALL_thrd_create)) {
        *thread = (thrd_t)NO_THREAD;
        return thrd_nomem;
    }
    return thrd_create(thread, routine, argument);
}

FAILING(void *, mmap, (void *address, size_t size, int protection, int flags, int file, off_t from),
        (address, size, protection, flags, file, from), MAP_FAILED, ENOMEM)

/* --- Calls that make handles, or clean them up --- */

/* The handles that this process and its ancestors have made. They are disguised, so that LeakSanitizer does
 * not take them for pointers of the lab. */
static struct {
    uintptr_t disguised; /* 0: none yet */
    pid_t maker;         /* 0: cleaned up */
} made[MOST_DESCRIPTORS];
static pthread_mutex_t made_mutex = PTHREAD_MUTEX_INITIALIZER;

static uintptr_t disguise(const void *handle)
{
    return ~(uintptr_t)handle;
}

/* Where the handle is in the table, or a free place. With the mutex held. */
static size_t place_of(const void *handle)
{
    size_t free_place = MOST_DESCRIPTORS;

    for (size_t i = 0; i < MOST_DESCRIPTORS; i++) {
        if (made[i].disguised == disguise(handle))
            return i;
        if (!made[i].disguised)
            return free_place < i ? free_place : i;
        if (made[i].maker == 0 && free_place > i)
            free_place = i;
    }
    return free_place;
}

/* Note who has made a handle; 0: it is cleaned up. */
static void note_maker(const void *handle, pid_t maker)
{
    pthread_mutex_lock(&made_mutex);
    size_t place = place_of(handle);
    if (place < MOST_DESCRIPTORS) {
        made[place].disguised = disguise(handle);
        made[place].maker = maker;
    }
    pthread_mutex_unlock(&made_mutex);
}

/* Count a call of a child with a handle of its parent. */
static void note_use(const void *handle)
{
    if (!handle || !is_child())
        return;
    pthread_mutex_lock(&made_mutex);
    size_t place = place_of(handle);
    if (place < MOST_DESCRIPTORS && made[place].disguised == disguise(handle) && made[place].maker != 0 &&
        made[place].maker != getpid())
        atomic_fetch_add(&calls->borrowed, 1);
    pthread_mutex_unlock(&made_mutex);
}

/* Handles of a child end with the child. */
static void *note_handle(void *handle, int more)
{
    if (handle)
        note_maker(handle, more > 0 ? getpid() : 0);
    if (handle && !is_child())
        atomic_fetch_add(&calls->handles, more);
    return handle;
}

CURL *__lab_curl_easy_init(void);
CURL *__lab_curl_easy_init(void)
{
    return fails(CALL_curl_easy_init) ? NULL : note_handle(curl_easy_init(), 1);
}

CURL *__lab_curl_easy_duphandle(CURL *curl);
CURL *__lab_curl_easy_duphandle(CURL *curl)
{
    note_use(curl);
    return note_handle(curl_easy_duphandle(curl), 1);
}

void __lab_curl_easy_cleanup(CURL *curl);
void __lab_curl_easy_cleanup(CURL *curl)
{
    note_use(curl);
    curl_easy_cleanup(note_handle(curl, -1));
}

CURLM *__lab_curl_multi_init(void);
CURLM *__lab_curl_multi_init(void)
{
    return note_handle(curl_multi_init(), 1);
}

CURLMcode __lab_curl_multi_cleanup(CURLM *multi);
CURLMcode __lab_curl_multi_cleanup(CURLM *multi)
{
    note_use(multi);
    CURLMcode code = curl_multi_cleanup(multi);

    if (code == CURLM_OK)
        note_handle(multi, -1);
    return code;
}

/* --- Calls that fail for an image's file --- */

static bool is_name_of_image(const char *name)
{
    size_t length = strlen(name);

    return length > 5 && (strcmp(name + length - 5, ".part") == 0 || strcmp(name + length - 4, ".jpg") == 0);
}

static bool cannot_open(const char *path, enum lab_call call)
{
    if (!is_name_of_image(path) || !fails(call))
        return false;
    errno = EMFILE;
    return true;
}

int __lab_creat(const char *path, mode_t mode);
int __lab_creat(const char *path, mode_t mode)
{
    return cannot_open(path, CALL_creat) ? -1 : creat(path, mode);
}

FILE *__lab_fopen(const char *path, const char *mode);
FILE *__lab_fopen(const char *path, const char *mode)
{
    return cannot_open(path, CALL_fopen) ? NULL : fopen(path, mode);
}

int __lab_open(const char *path, int flags, ...);
int __lab_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    va_list given;

    va_start(given, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(given, mode_t);
    va_end(given);
    return cannot_open(path, CALL_open) ? -1 : open(path, flags, mode);
}

static bool is_image(int file)
{
    char link[32], name[PATH_MAX];

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    name[length > 0 ? length : 0] = '\0';
    return is_name_of_image(name);
}

ssize_t __lab_write(int file, const void *bytes, size_t count);
ssize_t __lab_write(int file, const void *bytes, size_t count)
{
    if (is_image(file) && fails(CALL_write)) {
        errno = ENOSPC;
        return -1;
    }
    return write(file, bytes, count);
}

int __lab_rename(const char *path, const char *other);
int __lab_rename(const char *path, const char *other)
{
    if (is_name_of_image(other) && fails(CALL_rename)) {
        errno = ENOSPC;
        return -1;
    }
    return rename(path, other);
}

/* --- Calls that close --- */

/*
 * A descriptor that the lab has closed no longer belongs to the lab: another thread's socket may have the
 * number by now. A call that closes a whole range of numbers is not such a fault. Descriptors that were never
 * open distinguish it.
 */
static void note_close(int file, bool done, int error)
{
    static atomic_bool closed[MOST_DESCRIPTORS];

    if (file < 0 || file >= MOST_DESCRIPTORS)
        return;
    if (done)
        atomic_store(&closed[file], true);
    else if (error == EBADF)
        atomic_fetch_add(atomic_load(&closed[file]) ? &calls->closed_again : &calls->swept, 1);
}

int __lab_close(int file);
int __lab_close(int file)
{
    bool late = is_image(file) && fails(CALL_close);
    int result = close(file), error = errno;

    note_close(file, result == 0, error);
    if (late) {
        result = -1;
        error = EIO;
    }
    errno = error;
    return result;
}

int __lab_fclose(FILE *file);
int __lab_fclose(FILE *file)
{
    int descriptor = fileno(file), result = fclose(file), error = errno;

    note_close(descriptor, result == 0, error);
    errno = error;
    return result;
}

/* --- Calls at which a child dies --- */

#define DEADLY_AFTER(type, name, parameters, arguments) \
    type __lab_##name parameters;                       \
    type __lab_##name parameters                        \
    {                                                   \
        type result = name arguments;                   \
        if (result >= 0)                                \
            die_if_chosen(CALL_##name);                 \
        return result;                                  \
    }

DEADLY_AFTER(int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
DEADLY_AFTER(int, sem_wait, (sem_t * semaphore), (semaphore))
DEADLY_AFTER(int, sem_trywait, (sem_t * semaphore), (semaphore))
DEADLY_AFTER(int, semop, (int set, struct sembuf *operations, size_t count), (set, operations, count))
DEADLY_AFTER(int, flock, (int file, int operation), (file, operation))
DEADLY_AFTER(int, lockf, (int file, int operation, off_t length), (file, operation, length))
DEADLY_AFTER(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count))
DEADLY_AFTER(ssize_t, recv, (int socket, void *bytes, size_t count, int flags), (socket, bytes, count, flags))
DEADLY_AFTER(ssize_t, mq_receive, (mqd_t queue, char *bytes, size_t count, unsigned *priority),
             (queue, bytes, count, priority))
DEADLY_AFTER(ssize_t, msgrcv, (int queue, void *message, size_t count, long type, int flags),
             (queue, message, count, type, flags))

#define DEADLY_BEFORE(type, name, parameters, arguments) \
    type __lab_##name parameters;                        \
    type __lab_##name parameters                         \
    {                                                    \
        note_use(curl);                                  \
        atomic_fetch_add(&calls->begun, !is_child());    \
        die_if_chosen(CALL_##name);                      \
        return name arguments;                           \
    }

DEADLY_BEFORE(long, fetch_image, (const struct image *image, CURL *curl), (image, curl))
DEADLY_BEFORE(long, transfer_begin, (struct transfer * transfer, const struct image *image, CURL *curl),
              (transfer, image, curl))
