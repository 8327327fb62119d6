/*
 * stages.h - turn a submission into a program, one stage after another.
 */
#ifndef COMPILE_STAGES_H
#define COMPILE_STAGES_H

/* The result, also the exit status. bubblewrap itself uses none of these values. */
enum outcome { BUILT = 0, NOT_COMPILED = 10, REFUSED = 11, NOT_LINKED = 12 };

#define PROGRAM_FD 3 /* descriptor that receives the program */

struct stages {
    const char *source, *lab, *flavour;
    const char *directory; /* private, for intermediate files */
    char **preprocess;     /* the compiler and its options for every flavour */
    char **compile;        /* the compiler and its options for this flavour */
    char **link;           /* the same for linking, followed by the kit's objects and libraries */
};

/*
 * Preprocess, compile, assemble and link. Each stage reads the output of the stage before, after the gate
 * (inspect.h) has accepted it. Refusals go to standard output, the compiler's messages to standard error.
 */
enum outcome stages_run(const struct stages *stages);

#endif
