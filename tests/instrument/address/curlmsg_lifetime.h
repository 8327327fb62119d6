/*
 * curlmsg_lifetime.h - the copies of libcurl's messages in the build that checks for leaks.
 */
#ifndef INSTRUMENT_CURLMSG_LIFETIME_H
#define INSTRUMENT_CURLMSG_LIFETIME_H

/* Hide the messages' pointers to their handles from the leak check, because the program may have lost the
 * handles. The next call restores them. */
void disguise_messages(void);

#endif
