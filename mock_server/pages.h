/*
 * pages.h - what people see in a browser.
 */
#ifndef MOCK_SERVER_PAGES_H
#define MOCK_SERVER_PAGES_H

#include "catalogue.h"

/* HTML that the caller frees, or NULL: no memory. */
char *pages_gallery(const struct catalogue *catalogue);

/* A short page that says `status` and `phrase`. */
char *pages_status(unsigned status, const char *phrase);

#endif
