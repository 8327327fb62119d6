/*
 * drivers.h - which thread drives which transfers.
 */
#ifndef INSTRUMENT_DRIVERS_H
#define INSTRUMENT_DRIVERS_H

#include <curl/curl.h>

/* The calling thread has called libcurl for a multi handle, of which so many transfers run now. */
void drivers_note(CURLM *multi, int running);

/* One of its transfers is taken out, or the handle is cleaned up: it drives nothing until the next call. */
void drivers_forget(CURLM *multi);

#endif
