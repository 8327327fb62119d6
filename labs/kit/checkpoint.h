/*
 * checkpoint.h - a moment at which an observer, such as a test, may examine the program.
 */
#ifndef KIT_CHECKPOINT_H
#define KIT_CHECKPOINT_H

#include <stddef.h>

/*
 * Write "`where` `step` `number`" to `descriptor` and wait until a byte comes back. Returns 0, or -1 if the
 * other end is closed. If `descriptor` is negative, return 0 at once.
 */
int checkpoint(int descriptor, const char *where, size_t step, size_t number);

/* Let LeakSanitizer check for leaks now, if the program was built with it. */
void check_for_leaks(void);

#endif
