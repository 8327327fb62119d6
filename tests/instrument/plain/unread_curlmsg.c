/*
 * unread_curlmsg.c - check whether an event loop sleeps while messages are unread. curl_multi_poll() and
 * curl_multi_wait() do not know about them: they sleep, and the places of those transfers stay empty.
 *
 * Chance decides how many transfers end in one curl_multi_perform(). With TOGETHER in the environment, all
 * running transfers end as soon as one does. A loop that then sleeps before it has read all messages is
 * reported in words that the harness looks for. TOGETHER=stop also stops it, for a debugger.
 *
 * Linked into the plain build, with --wrap for each __wrap_ function here. Without TOGETHER they only call
 * libcurl, because the report also measures that build.
 */
#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../shared/reports.h"
#include "drivers.h"

#define A_SECOND 1000 /* milliseconds */

/* A message in libcurl that the program has not read yet. The oldest comes first. */
struct unread {
    CURLMsg *message; /* owned by libcurl; valid until its handle is removed */
    CURLM *multi;
    struct unread *next;
};

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

static struct unread *all_unread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* each thread may have an event loop */
static const char *together;                             /* value of TOGETHER, or NULL */

__attribute__((constructor)) static void read_environment(void)
{
    together = getenv("TOGETHER");
}

/* Fetch all messages that libcurl has for `multi`. Returns the number of unread messages. */
static int take_messages(CURLM *multi)
{
    struct unread **end = &all_unread;
    CURLMsg *message;
    int left, count = 0;

    pthread_mutex_lock(&lock);
    for (; *end; end = &(*end)->next)
        count += (*end)->multi == multi;
    while ((message = __real_curl_multi_info_read(multi, &left))) {
        *end = malloc(sizeof **end);
        if (!*end)
            abort();
        **end = (struct unread){.message = message, .multi = multi};
        end = &(*end)->next;
        count++;
    }
    pthread_mutex_unlock(&lock);
    return count;
}

/* The program will not read the message of a removed handle. One of `curl` and `multi` is NULL. */
static void forget(const CURL *curl, const CURLM *multi)
{
    pthread_mutex_lock(&lock);
    for (struct unread **place = &all_unread; *place;) {
        struct unread *unread = *place;
        if (unread->message->easy_handle == curl || unread->multi == multi) {
            *place = unread->next;
            free(unread);
        } else {
            place = &unread->next;
        }
    }
    pthread_mutex_unlock(&lock);
}

CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *given)
{
    int any, *running = given ? given : &any;
    CURLMcode code = __real_curl_multi_perform(multi, running);

    while (together && code == CURLM_OK && *running > 0 && take_messages(multi) > 0) {
        __real_curl_multi_poll(multi, NULL, 0, A_SECOND, NULL);
        code = __real_curl_multi_perform(multi, running);
    }
    if (code == CURLM_OK)
        drivers_note(multi, *running);
    return code;
}

CURLMsg *__wrap_curl_multi_info_read(CURLM *multi, int *left)
{
    CURLMsg *message = NULL;

    if (!together)
        return __real_curl_multi_info_read(multi, left);
    *left = take_messages(multi);
    pthread_mutex_lock(&lock);
    struct unread **place = &all_unread;
    while (*place && (*place)->multi != multi)
        place = &(*place)->next;
    struct unread *oldest = *place;
    if (oldest) {
        message = oldest->message;
        *place = oldest->next;
        free(oldest);
        --*left;
    }
    pthread_mutex_unlock(&lock);
    return message;
}

static void look_before_sleep(CURLM *multi, int timeout)
{
    static bool told;
    int count = together && !told && timeout > 0 ? take_messages(multi) : 0;

    if (count == 0)
        return;
    told = true;
    dprintf(reports_file(), "NOTE: asleep with unread messages: %d\n", count);
    if (strcmp(together, "stop") == 0)
        raise(SIGTRAP);
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
    forget(curl, NULL);
    drivers_forget(multi);
    return __real_curl_multi_remove_handle(multi, curl);
}

CURLMcode __wrap_curl_multi_cleanup(CURLM *multi)
{
    forget(NULL, multi);
    drivers_forget(multi);
    return __real_curl_multi_cleanup(multi);
}

void __wrap_curl_easy_cleanup(CURL *curl)
{
    forget(curl, NULL);
    __real_curl_easy_cleanup(curl);
}
