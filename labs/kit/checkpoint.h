/*
 * checkpoint.h - a moment at which whoever watches the program may look at it.
 */
#ifndef KIT_CHECKPOINT_H
#define KIT_CHECKPOINT_H

#include <stddef.h>

/*
 * Write "`where` `step` `number`" to `descriptor` and wait until a byte has come back. Returns 0, or -1 where
 * nobody is there any more; 0 at once where `descriptor` is negative.
 */
int checkpoint(int descriptor, const char *where, size_t step, size_t number);

/* Where the program was built with a sanitizer that finds leaks: have it look for them now. */
void check_for_leaks(void);

#endif
