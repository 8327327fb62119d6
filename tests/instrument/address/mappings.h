/*
 * mappings.h - keep the contents of a parent's mapped memory known in its children.
 */
#ifndef INSTRUMENT_MAPPINGS_H
#define INSTRUMENT_MAPPINGS_H

#include <stddef.h>

/* In a child just forked: what the parent's mapped memory leads to is not a leak. */
void keep_mappings(void);

/* The number of bytes that the lab has mapped and not unmapped, and the growth of its sbrk() heap. */
size_t mapped_bytes(void);

#endif
