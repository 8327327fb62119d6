/*
 * pages.h - the HTML page for a status.
 */
#ifndef MOCK_SERVER_PAGES_H
#define MOCK_SERVER_PAGES_H

/* A short page with `status` and `phrase`; the caller frees it. NULL without memory. */
char *pages_status(unsigned status, const char *phrase);

#endif
