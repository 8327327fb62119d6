/*
 * interrupt.h - Ctrl-C, for a program that first finishes what it has begun.
 *
 * By default SIGINT ends a program at once and leaves half-written images. After interrupt_watch() the first
 * SIGINT is only noted, so a worker can ask before it takes the next image. A second SIGINT ends the program.
 * A terminal sends SIGINT to all processes of the program, and each process notes it for itself.
 */
#ifndef KIT_INTERRUPT_H
#define KIT_INTERRUPT_H

#include <stdbool.h>

/* From now on, and in children forked later, note the next SIGINT instead of ending. May be called again. */
void interrupt_watch(void);

/* Whether SIGINT has come since then. Any thread may ask. */
bool interrupted(void);

#endif
