/*
 * formats.h - the list of formats.
 */
#ifndef HARNESS_FORMATS_H
#define HARNESS_FORMATS_H

#include "format.h"

/* "text", "tap", "junit", "json" (Gradescope's results.json), "autolab" or "prairielearn"; NULL for anything
 * else. */
const struct format *format_find(const char *name);

#endif
