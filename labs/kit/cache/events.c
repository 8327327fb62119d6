/*
 * events.c - record the events of a call. Events are recorded without a lock, in an order on which no other
 * thread can rely. A lock here would hide a missing lock of the lab.
 */
#include "events.h"

#include <stdatomic.h>
#include <stdio.h>

#define MAX_EVENTS 256 /* more are left out; no right submission comes near */

enum { QUESTION = -1, FAILURE = -2 };

static atomic_llong events[MAX_EVENTS];
static atomic_size_t count;

void events_begin(void)
{
    atomic_store_explicit(&count, 0, memory_order_relaxed);
}

static void note(long long event)
{
    size_t place = atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);

    if (place < MAX_EVENTS)
        atomic_store_explicit(&events[place], event, memory_order_relaxed);
}

void events_note_counter(unsigned counter)
{
    note(counter);
}

void events_note_question(void)
{
    note(QUESTION);
}

void events_note_failure(void)
{
    note(FAILURE);
}

const char *events_text(void)
{
    static char text[MAX_EVENTS * 12];
    size_t length = 0;

    for (size_t i = 0; i < count && i < MAX_EVENTS; i++) {
        const char *comma = i > 0 ? "," : "";
        if (events[i] >= 0)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%lld", comma, events[i]);
        else
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%c", comma,
                                       events[i] == QUESTION ? '*' : '!');
    }
    return length > 0 ? text : "-";
}
