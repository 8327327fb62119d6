/*
 * drivers.c - detect whether one thread drives several transfers at once. An event loop does, even if the
 * program also starts threads that do nothing.
 *
 * A thread drives the transfers of a multi handle when it calls libcurl for that handle; libcurl then says
 * how many run. The first time that a thread drives two or more, over all its multi handles, print a line
 * that the harness looks for.
 *
 * Linked into the plain build, with --wrap for each __wrap_ function here; unread_curlmsg.c defines
 * two of them.
 */
#include "drivers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../shared/reports.h"

/* A multi handle with transfers. */
struct driven {
    CURLM *multi;
    pid_t driver; /* the thread that called libcurl for it last */
    int running;
    struct driven *next;
};

CURLMcode __real_curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running);
CURLMcode __wrap_curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running);
CURLMcode __real_curl_multi_socket_all(CURLM *multi, int *running);
CURLMcode __wrap_curl_multi_socket_all(CURLM *multi, int *running);

static struct driven *all_driven;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool told;

/* The row of a multi handle, created if needed; NULL if memory is exhausted. */
static struct driven *find(CURLM *multi)
{
    struct driven *driven = all_driven;

    while (driven && driven->multi != multi)
        driven = driven->next;
    if (!driven && (driven = malloc(sizeof *driven))) {
        *driven = (struct driven){.multi = multi, .next = all_driven};
        all_driven = driven;
    }
    return driven;
}

void drivers_note(CURLM *multi, int running)
{
    int all = 0;

    if (told || reports_file() == STDERR_FILENO) /* reported already, or no harness reads it */
        return;
    pthread_mutex_lock(&lock);
    struct driven *driven = find(multi);
    if (driven) {
        driven->driver = gettid();
        driven->running = running;
    }
    for (driven = all_driven; driven; driven = driven->next)
        all += driven->driver == gettid() ? driven->running : 0;
    if (all > 1 && !told) {
        told = true;
        dprintf(reports_file(), "NOTE: driven at once by one thread: %d\n", all);
    }
    pthread_mutex_unlock(&lock);
}

void drivers_forget(CURLM *multi)
{
    pthread_mutex_lock(&lock);
    for (struct driven **place = &all_driven; *place;) {
        struct driven *driven = *place;
        if (driven->multi == multi) {
            *place = driven->next;
            free(driven);
        } else {
            place = &driven->next;
        }
    }
    pthread_mutex_unlock(&lock);
}

CURLMcode __wrap_curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running)
{
    int any;
    CURLMcode code = __real_curl_multi_socket_action(multi, socket, events, running ? running : &any);

    if (code == CURLM_OK)
        drivers_note(multi, running ? *running : any);
    return code;
}

CURLMcode __wrap_curl_multi_socket_all(CURLM *multi, int *running)
{
    int any;
    CURLMcode code = __real_curl_multi_socket_all(multi, running ? running : &any);

    if (code == CURLM_OK)
        drivers_note(multi, running ? *running : any);
    return code;
}
