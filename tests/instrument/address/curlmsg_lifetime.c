/*
 * curlmsg_lifetime.c - libcurl says that a CURLMsg lives until its handle is removed or cleaned up. This
 * version keeps it inside the handle, where it stays readable for longer; another version may not.
 *
 * So give the program a copy, and free it when the message's life ends: AddressSanitizer then reports a later
 * read. Linked into the build with AddressSanitizer, with --wrap for each __wrap_ function here.
 */
#include "curlmsg_lifetime.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct copy {
    CURLMsg message; /* first member: the program has a pointer to it */
    uintptr_t multi; /* disguised */
    struct copy *next;
};

CURLMsg *__real_curl_multi_info_read(CURLM *multi, int *left);
CURLMsg *__wrap_curl_multi_info_read(CURLM *multi, int *left);
CURLMcode __real_curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode __wrap_curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode __real_curl_multi_cleanup(CURLM *multi);
CURLMcode __wrap_curl_multi_cleanup(CURLM *multi);
void __real_curl_easy_cleanup(CURL *curl);
void __wrap_curl_easy_cleanup(CURL *curl);

static struct copy *all_copies;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* each thread may have an event loop */

/* A pointer that LeakSanitizer does not follow: our table must not hide what the program has lost. */
static uintptr_t disguised(const void *pointer)
{
    return ~(uintptr_t)pointer;
}

void disguise_messages(void)
{
    pthread_mutex_lock(&lock);
    for (struct copy *copy = all_copies; copy; copy = copy->next)
        copy->message.easy_handle = (CURL *)disguised(copy->message.easy_handle);
    pthread_mutex_unlock(&lock);
}

/* End the lives of the messages of `curl`, or of `multi`; the other one is NULL. */
static void end_lives(const CURL *curl, const CURLM *multi)
{
    pthread_mutex_lock(&lock);
    for (struct copy **place = &all_copies; *place;) {
        struct copy *copy = *place;
        if (copy->message.easy_handle == curl || copy->multi == disguised(multi)) {
            *place = copy->next;
            free(copy);
        } else {
            place = &copy->next;
        }
    }
    pthread_mutex_unlock(&lock);
}

CURLMsg *__wrap_curl_multi_info_read(CURLM *multi, int *left)
{
    CURLMsg *message = __real_curl_multi_info_read(multi, left);
    struct copy *copy = message ? malloc(sizeof *copy) : NULL;

    if (!copy)
        return message;
    pthread_mutex_lock(&lock);
    *copy = (struct copy){.message = *message, .multi = disguised(multi), .next = all_copies};
    all_copies = copy;
    pthread_mutex_unlock(&lock);
    return &copy->message;
}

CURLMcode __wrap_curl_multi_remove_handle(CURLM *multi, CURL *curl)
{
    end_lives(curl, NULL);
    return __real_curl_multi_remove_handle(multi, curl);
}

CURLMcode __wrap_curl_multi_cleanup(CURLM *multi)
{
    end_lives(NULL, multi);
    return __real_curl_multi_cleanup(multi);
}

void __wrap_curl_easy_cleanup(CURL *curl)
{
    end_lives(curl, NULL);
    __real_curl_easy_cleanup(curl);
}
