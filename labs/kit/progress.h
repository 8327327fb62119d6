/*
 * progress.h - a progress bar, where standard error is a terminal.
 */
#ifndef KIT_PROGRESS_H
#define KIT_PROGRESS_H

#include <stddef.h>

/* Begin a bar of `count` steps, named `title` (kept until progress_end()). Call it before threads or children
 * start. */
void progress_begin(const char *title, size_t count);

/* One image more has been dealt with, well or not. For any thread, and any child forked since
 * progress_begin(). */
void progress_step(void);

/* Remove the bar. */
void progress_end(void);

#endif
