/*
 * curlmsg_lifetime.h - the copies that stand in for libcurl's messages, where leaks are looked for.
 */
#ifndef INSTRUMENT_CURLMSG_LIFETIME_H
#define INSTRUMENT_CURLMSG_LIFETIME_H

/* From now on no message leads to its handle, of which nobody else may know any more; said again, they all
 * do.
 */
void disguise_messages(void);

#endif
