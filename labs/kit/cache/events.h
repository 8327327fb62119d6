/*
 * events.h - record the events of a call, in order, in any thread.
 */
#ifndef KIT_CACHE_EVENTS_H
#define KIT_CACHE_EVENTS_H

/* Forget all events. */
void events_begin(void);

void events_note_counter(unsigned counter);
void events_note_question(void);
void events_note_failure(void);

/* "3,*", as script.h describes it; "-" for no event. Valid until the next event. */
const char *events_text(void);

#endif
