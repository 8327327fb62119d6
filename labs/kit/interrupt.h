/*
 * interrupt.h - Ctrl-C, for a program that would rather finish what it has begun.
 *
 * By itself SIGINT ends a program at once, with images half-written. After interrupt_watch() the first one is
 * only noted, and whoever takes the next image can ask first; a second one ends the program after all. A
 * terminal sends it to all processes of the program, so every one of them notes it for itself.
 */
#ifndef KIT_INTERRUPT_H
#define KIT_INTERRUPT_H

#include <stdbool.h>

/* From now on, and in children forked later, note the next SIGINT instead of ending. May be called again. */
void interrupt_watch(void);

/* Has SIGINT come since? In any thread. */
bool interrupted(void);

#endif
