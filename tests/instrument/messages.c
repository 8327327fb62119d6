/*
 * messages.c - what libcurl says of its messages, and does not enforce.
 *
 * A CURLMsg lives until its handle is removed or cleaned up; but libcurl keeps it in the handle, where it can
 * be read long after, until another version keeps it elsewhere. With AddressSanitizer who asks for a message
 * gets a copy, which is freed when its life ends: who reads it later is reported.
 *
 * curl_multi_poll() and curl_multi_wait() do not know of messages that nobody has read: they sleep, and the
 * places of those transfers stay empty. How many transfers end in one curl_multi_perform() is a matter of
 * luck; with MESSAGES_TOGETHER in the environment all that are under way do as soon as one does, and who then
 * sleeps with messages unread is told of, in words that the harness looks for. "stop" there stops him, too,
 * for a debugger.
 *
 * Linked into the plain build and the one with AddressSanitizer, with --wrap for each function here that is
 * named so.
 */
#include "messages.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define COPIES true
#else
#define COPIES false
#endif

#define A_SECOND 1000 /* milliseconds */

/* A handle that has been added, and not been removed. What the program has lost must not be led to by us, who
 * are looked at with it for leaks: our pointers are disguised. */
struct added {
    uintptr_t curl;
    uintptr_t multi;
    CURLMsg *message; /* once it was asked for; a copy with COPIES */
    struct added *next;
};

/* What curl_multi_perform() has said last. */
struct performed {
    uintptr_t multi;
    long running;
    bool known; /* not when a handle was removed since, of which we cannot say whether it was running */
    struct performed *next;
};

CURLMcode __real_curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode __real_curl_multi_perform(CURLM *multi, int *running);
CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *running);
CURLMsg *__real_curl_multi_info_read(CURLM *multi, int *left);
CURLMsg *__wrap_curl_multi_info_read(CURLM *multi, int *left);
CURLMcode __real_curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready);
CURLMcode __wrap_curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready);
CURLMcode __real_curl_multi_wait(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready);
CURLMcode __wrap_curl_multi_wait(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready);
CURLMcode __real_curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode __wrap_curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode __real_curl_multi_cleanup(CURLM *multi);
CURLMcode __wrap_curl_multi_cleanup(CURLM *multi);
void __real_curl_easy_cleanup(CURL *curl);
void __wrap_curl_easy_cleanup(CURL *curl);

static bool together, stops; /* as MESSAGES_TOGETHER has it */
static struct added *all_added;
static struct performed *all_performed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* a loop a thread is right, too */

__attribute__((constructor)) static void read_environment(void)
{
    const char *told = getenv("MESSAGES_TOGETHER");

    together = told != NULL;
    stops = told && strcmp(told, "stop") == 0;
}

/* The plain build does no more than it must: it is measured, too. */
static bool is_watching(void)
{
    return COPIES || together;
}

static uintptr_t disguised(const void *pointer)
{
    return ~(uintptr_t)pointer;
}

/* --- Below here with the lock held */

static struct performed *find_performed(uintptr_t multi)
{
    struct performed *found = all_performed;

    while (found && found->multi != multi)
        found = found->next;
    return found;
}

static void note_running(CURLM *multi, int running)
{
    struct performed *performed = find_performed(disguised(multi));

    if (!performed) {
        performed = calloc(1, sizeof *performed);
        if (!performed)
            return;
        performed->multi = disguised(multi);
        performed->next = all_performed;
        all_performed = performed;
    }
    performed->running = running;
    performed->known = true;
}

/* Transfers that have ended, and whose message nobody has read. */
static long count_unread(const CURLM *multi)
{
    const struct performed *performed = find_performed(disguised(multi));
    long without_message = 0;

    for (const struct added *added = all_added; added; added = added->next)
        without_message += added->multi == disguised(multi) && !added->message;
    return performed && performed->known ? without_message - performed->running : 0;
}

/* Take `curl`, or all of `multi`, off the list; the other one is NULL. The lives of their messages end. */
static void take_off(const CURL *curl, const CURLM *multi)
{
    for (struct added **place = &all_added; *place;) {
        struct added *added = *place;
        if (added->curl != disguised(curl) && added->multi != disguised(multi)) {
            place = &added->next;
            continue;
        }
        struct performed *performed = find_performed(added->multi);
        if (performed && !added->message)
            performed->known = false;
        *place = added->next;
        if (COPIES)
            free(added->message);
        free(added);
    }
}

static void forget_performed(const CURLM *multi)
{
    for (struct performed **place = &all_performed; *place; place = &(*place)->next)
        if ((*place)->multi == disguised(multi)) {
            struct performed *gone = *place;
            *place = gone->next;
            free(gone);
            return;
        }
}

/* `message` has been asked for. Returns what the program is given. */
static CURLMsg *note_message(CURLMsg *message)
{
    struct added *added = all_added;

    while (added && added->curl != disguised(message->easy_handle))
        added = added->next;
    if (!added)
        return message;
    if (!COPIES)
        added->message = message;
    else if (!added->message)
        added->message = malloc(sizeof *added->message);
    if (!added->message)
        return message;
    if (COPIES)
        *added->message = *message;
    return added->message;
}

/* --- Without the lock */

void disguise_messages(bool disguise)
{
    pthread_mutex_lock(&lock);
    for (struct added *added = all_added; added; added = added->next)
        if (COPIES && added->message)
            added->message->easy_handle =
                (CURL *)(disguise ? added->curl : disguised((const void *)added->curl));
    pthread_mutex_unlock(&lock);
}

static long unread(const CURLM *multi)
{
    pthread_mutex_lock(&lock);
    long count = count_unread(multi);
    pthread_mutex_unlock(&lock);
    return count;
}

static void look_before_sleep(const CURLM *multi, int timeout)
{
    static bool told;
    long count = together && timeout > 0 ? unread(multi) : 0;

    if (count <= 0 || told)
        return;
    told = true;
    dprintf(STDERR_FILENO, "NOTE: asleep with unread messages: %ld\n", count);
    if (stops)
        raise(SIGTRAP);
}

CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *curl)
{
    CURLMcode code = __real_curl_multi_add_handle(multi, curl);
    struct added *added = code == CURLM_OK && is_watching() ? malloc(sizeof *added) : NULL;

    if (!added)
        return code;
    pthread_mutex_lock(&lock);
    struct performed *performed = find_performed(disguised(multi));
    if (performed)
        performed->running++;
    *added = (struct added){.curl = disguised(curl), .multi = disguised(multi), .next = all_added};
    all_added = added;
    pthread_mutex_unlock(&lock);
    return code;
}

static CURLMcode perform(CURLM *multi, int *running)
{
    CURLMcode code = __real_curl_multi_perform(multi, running);

    if (!together || code != CURLM_OK)
        return code;
    pthread_mutex_lock(&lock);
    note_running(multi, *running);
    pthread_mutex_unlock(&lock);
    return code;
}

CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *running)
{
    CURLMcode code = perform(multi, running);

    while (together && code == CURLM_OK && *running > 0 && unread(multi) > 0) {
        __real_curl_multi_poll(multi, NULL, 0, A_SECOND, NULL);
        code = perform(multi, running);
    }
    return code;
}

CURLMsg *__wrap_curl_multi_info_read(CURLM *multi, int *left)
{
    CURLMsg *message = __real_curl_multi_info_read(multi, left);

    if (!is_watching())
        return message;
    pthread_mutex_lock(&lock);
    if (message)
        message = note_message(message);
    pthread_mutex_unlock(&lock);
    return message;
}

CURLMcode __wrap_curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready)
{
    look_before_sleep(multi, timeout);
    return __real_curl_multi_poll(multi, more, count, timeout, ready);
}

CURLMcode __wrap_curl_multi_wait(CURLM *multi, struct curl_waitfd *more, unsigned count, int timeout,
                                 int *ready)
{
    look_before_sleep(multi, timeout);
    return __real_curl_multi_wait(multi, more, count, timeout, ready);
}

CURLMcode __wrap_curl_multi_remove_handle(CURLM *multi, CURL *curl)
{
    pthread_mutex_lock(&lock);
    if (curl)
        take_off(curl, NULL);
    pthread_mutex_unlock(&lock);
    return __real_curl_multi_remove_handle(multi, curl);
}

CURLMcode __wrap_curl_multi_cleanup(CURLM *multi)
{
    pthread_mutex_lock(&lock);
    if (multi)
        take_off(NULL, multi);
    forget_performed(multi);
    pthread_mutex_unlock(&lock);
    return __real_curl_multi_cleanup(multi);
}

void __wrap_curl_easy_cleanup(CURL *curl)
{
    pthread_mutex_lock(&lock);
    if (curl)
        take_off(curl, NULL);
    pthread_mutex_unlock(&lock);
    __real_curl_easy_cleanup(curl);
}
