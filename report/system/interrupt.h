/*
 * interrupt.h - Ctrl-C and similar signals: stop early, but leave nothing behind.
 */
#ifndef REPORT_INTERRUPT_H
#define REPORT_INTERRUPT_H

#include <signal.h>

/* The signal that came, or 0. */
extern volatile sig_atomic_t interrupted;

/* Make SIGINT, SIGTERM and SIGHUP only noted; they also interrupt blocking calls. */
void catch_interrupts(void);

/* Restore the signals of a child; call it between fork() and exec. */
void restore_interrupts(void);

/* End the program by the signal that came. */
_Noreturn void die_of_interrupt(void);

#endif
