/*
 * messages.h - the copies that stand in for libcurl's messages, where leaks are looked for.
 */
#ifndef INSTRUMENT_MESSAGES_H
#define INSTRUMENT_MESSAGES_H

#include <stdbool.h>

/* While leaks are looked for no message may lead to its handle, which nobody else may know of any more. */
void disguise_messages(bool disguise);

#endif
