/*
 * command.h - run gnuplot, pandoc and their like.
 */
#ifndef REPORT_COMMAND_H
#define REPORT_COMMAND_H

#include <stdbool.h>

/* Is there such a program on the PATH? */
bool command_exists(const char *name);

/*
 * Run a program found on the PATH in `directory`, with its output in the file `log` (an absolute path, or
 * relative to `directory`). 0, or -1 after its log on standard error.
 */
int command_run(const char *directory, const char *log, const char *const arguments[]);

#endif
