/*
 * drivers.h - find out which thread drives which transfers.
 */
#ifndef INSTRUMENT_DRIVERS_H
#define INSTRUMENT_DRIVERS_H

#include <curl/curl.h>

/* The calling thread has called libcurl for a multi handle, which now has this many running transfers. */
void drivers_note(CURLM *multi, int running);

/* A transfer was removed, or the handle cleaned up: the thread drives nothing until its next call. */
void drivers_forget(CURLM *multi);

#endif
