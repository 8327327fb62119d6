/*
 * pages.h - the page that goes with a status.
 */
#ifndef MOCK_SERVER_PAGES_H
#define MOCK_SERVER_PAGES_H

/* Short HTML that says `status` and `phrase`; the caller frees it. NULL: no memory. */
char *pages_status(unsigned status, const char *phrase);

#endif
