/*
 * code.h - find memory with executable code that the compiler has not made.
 */
#ifndef HARNESS_CODE_H
#define HARNESS_CODE_H

#include <sys/types.h>

/*
 * Such memory in one of the program's processes, as /proc/PID/maps shows it, or NULL: it is writable, or it
 * comes from no file of `program` or of the system's libraries, some of which load late. `server` is left
 * out. The caller frees the text.
 */
char *code_find_new(const char *program, pid_t server);

#endif
