/*
 * stages.h - from a submission to a program, one stage after the other.
 */
#ifndef COMPILE_STAGES_H
#define COMPILE_STAGES_H

/* The result, also the exit status: bubblewrap itself exits with none of these. */
enum outcome { BUILT = 0, NOT_COMPILED = 10, REFUSED = 11, NOT_LINKED = 12 };

#define PROGRAM_FD 3 /* where the program goes */

struct stages {
    const char *source, *lab, *flavour;
    const char *directory; /* private, for intermediate files */
    char **preprocess;     /* the compiler and its options for every flavour */
    char **compile;        /* the compiler and its options for this one */
    char **link;           /* the same, to link: then the kit's objects and libraries */
};

/*
 * Preprocess, compile, assemble and link: each stage reads what the one before has written and the gate
 * (inspect.h) has let through. A refusal goes to standard output; what the compiler says, to standard error.
 */
enum outcome stages_run(const struct stages *stages);

#endif
