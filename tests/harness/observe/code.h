/*
 * code.h - memory in which a program can execute what its compiler has not made.
 */
#ifndef HARNESS_CODE_H
#define HARNESS_CODE_H

#include <sys/types.h>

/*
 * Such memory of one of the program's processes, as /proc/PID/maps shows it, or NULL: it can be written to,
 * or it comes from no file of `program` or of the system's libraries. The system loads some of these late.
 * `server` is left out. The caller frees the text.
 */
char *code_find_new(const char *program, pid_t server);

#endif
