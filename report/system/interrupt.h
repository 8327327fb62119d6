/*
 * interrupt.h - Ctrl-C and its like: finish nothing, but leave nothing behind.
 */
#ifndef REPORT_INTERRUPT_H
#define REPORT_INTERRUPT_H

#include <signal.h>

/* The signal that came, or 0. */
extern volatile sig_atomic_t interrupted;

/* Let SIGINT, SIGTERM and SIGHUP only be noted, and interrupt what waits. */
void catch_interrupts(void);

/* Give a child its signals back; called between fork() and exec. */
void restore_interrupts(void);

/* End as the signal that came would have ended us. */
_Noreturn void die_of_interrupt(void);

#endif
