/*
 * mappings.h - what a parent has put into memory that it maps is still known in its children.
 */
#ifndef INSTRUMENT_MAPPINGS_H
#define INSTRUMENT_MAPPINGS_H

#include <stddef.h>

/* In a child that has just been forked: what its parent's mapped memory leads to is not lost here. */
void keep_mappings(void);

/* How many bytes the lab has mapped, and not unmapped; and by how much its heap in the old sense (sbrk()) has
 * grown. */
size_t mapped_bytes(void);

#endif
