/*
 * mappings.h - what a parent has put into memory that it maps is still known in its children.
 */
#ifndef INSTRUMENT_MAPPINGS_H
#define INSTRUMENT_MAPPINGS_H

/* In a child that has just been forked: what its parent's mapped memory leads to is not lost here. */
void keep_mappings(void);

#endif
