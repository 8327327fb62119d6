/*
 * walls.h - run a command of the compiler with limits on time, memory and output; in a sandbox, it also sees
 * only the system, the kit and the submission.
 */
#ifndef COMPILE_WALLS_H
#define COMPILE_WALLS_H

#include <stdbool.h>
#include <stddef.h>

struct bounded {
    bool sandboxed;
    const char *source;    /* the submission; its directory is readable */
    const char *directory; /* for intermediate files, if it is not sandboxed */
    int program;           /* an open file that becomes PROGRAM_FD, or -1 */
    char *said;            /* standard output, */
    char *complained;      /* standard error: the caller frees both */
    int status;            /* exit status; -1: it was stopped */
};

/*
 * Run `command`, which ends with a NULL, without standard input and without further descriptors; in a sandbox
 * also with an empty environment. On return all its processes have ended. -1 after a line on standard error
 * if it cannot be run.
 */
int run_bounded(struct bounded *bounded, char *const command[]);

/* End the running command and everything that it started. For signal handlers. */
void stop_bounded(void);

#endif
