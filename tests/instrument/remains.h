/*
 * remains.h - what the kernel keeps of a program that has ended, because nobody has told it not to.
 */
#ifndef INSTRUMENT_REMAINS_H
#define INSTRUMENT_REMAINS_H

/* Say on standard error, as sanitizers do, what would remain if the program ended now, and remove it. */
void tell_remains(void);

#endif
