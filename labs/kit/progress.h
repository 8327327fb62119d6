/*
 * progress.h - a progress bar, if standard error is a terminal.
 */
#ifndef KIT_PROGRESS_H
#define KIT_PROGRESS_H

#include <stddef.h>

/* Show a bar of `count` steps. `title` must live until progress_end(). Call this before threads or children
 * start. */
void progress_begin(const char *title, size_t count);

/* Count one more image, saved or not. Any thread may call this, and any child forked since
 * progress_begin(). */
void progress_step(void);

/* Remove the bar. */
void progress_end(void);

#endif
