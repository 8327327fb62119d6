/*
 * walls.h - a command of the compiler, bounded in time, memory and size of output; and, in a sandbox, where
 * it sees nothing but the system, the kit and the submission.
 */
#ifndef COMPILE_WALLS_H
#define COMPILE_WALLS_H

#include <stdbool.h>
#include <stddef.h>

struct bounded {
    bool sandboxed;
    const char *source;    /* the submission: its directory can be read */
    const char *directory; /* for intermediate files, if it is not sandboxed */
    int program;           /* an open file that is to be PROGRAM_FD, or -1 */
    char *said;            /* standard output, and ... */
    char *complained;      /* ... standard error: texts to be freed */
    int status;            /* as exit() had it; -1: it was stopped */
};

/*
 * Run `command`, which ends with a NULL, without standard input, with no further descriptor, and, in a
 * sandbox, with an empty environment. All its processes have ended then. -1 after a line on standard error
 * where that cannot be done.
 */
int run_bounded(struct bounded *bounded, char *const command[]);

/* End what runs, and all that it has started. For a signal's handler. */
void stop_bounded(void);

#endif
