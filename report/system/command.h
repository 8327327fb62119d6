/*
 * command.h - run gnuplot, pandoc and similar tools.
 */
#ifndef REPORT_COMMAND_H
#define REPORT_COMMAND_H

#include <stdbool.h>

/* Whether a program with this name is on the PATH. */
bool command_exists(const char *name);

/*
 * Run a program found on the PATH in `directory`, and write its output to the file `log` (an absolute path,
 * or relative to `directory`). 0, or -1 after printing the log on standard error.
 */
int command_run(const char *directory, const char *log, const char *const arguments[]);

#endif
