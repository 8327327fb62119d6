/*
 * program.h - start a lab's program, listen to it, and end it.
 */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../base/failure.h"

struct program {
    pid_t pid; /* our child; in a sandbox bubblewrap, which ends with the program */
    bool sandboxed;
    const char *path; /* path of its file, outside a sandbox */
    pid_t self;       /* the program itself, once it has reached its first checkpoint */
    int checkpoint;   /* our end of a socketpair: it sends a line, we answer a byte; -1 when closed */
    int output;       /* our end of a socketpair with the output of both streams; -1 when closed */
    int identity;     /* a pidfd, readable once the program has ended */
    int reports;      /* our end of a socketpair for its instruments' reports; -1 when closed */
    char *text;       /* its output, cut at MOST_TEXT */
    size_t length;
    char *report; /* its instruments' reports, cut at MOST_REPORT */
    size_t report_length;
    char line[64]; /* the part of a checkpoint's line received so far */
    size_t line_length;
};

#define MOST_TEXT        (16 << 20)
#define MOST_REPORT      (256 << 10)
#define MOST_DESCRIPTORS 1024 /* of a process; also the limit in transit through a user's sockets */
#define CHECKPOINT_FD    3
#define REPORT_FD        200 /* higher than the descriptors that a lab opens */
#define CALLS_FD         201 /* LAB_CALLS_FD of tests/instrument/address/lab_calls.h */

/* How to run a program. */
struct launch {
    const char *program;    /* absolute path */
    char *const *arguments; /* [0] is its name; ended by NULL */
    const char *directory;  /* working directory (run_directory.h) */
    bool sandboxed, isolated;
    bool bounded;        /* limit its memory; not possible with sanitizers */
    size_t most_threads; /* threads and processes, the first number that is too many */
    int calls;           /* a descriptor to pass on (tests/instrument/address/lab_calls.h), or -1 */
    bool together;       /* transfers end together, see tests/instrument/plain/unread_curlmsg.c */
    bool nameless;       /* reports omit function names, which take most of their time */
    bool crowded;        /* many workers or images: record less about allocations, to be faster */
};

/*
 * Start a program in a new session, with the checkpoint as its descriptor 3, the socket for reports as its
 * descriptor 200, and with limits on its resources. Ends the test with a harness error if it cannot.
 */
struct program program_start(const struct launch *launch);

/* Read its output and its instruments' reports so far. */
void program_drain(struct program *program);

/*
 * Whether a complete checkpoint line has arrived; it stays in program->line until the next call. Never
 * blocks: half a line may be all that the program sends.
 */
enum checkpoint { NO_LINE_YET, LINE, NO_LINE_EVER };
enum checkpoint program_checkpoint(struct program *program);

/* Let it continue from a checkpoint. */
void program_continue(struct program *program);

/* Reap it, after killing it if `kill_it`. Returns the status of waitpid(). */
int program_reap(struct program *program, bool kill_it);

/* The limit that a program has exceeded if `signal` ends it, in words; else NULL. */
const char *limit_met(int signal);

/* Free a program's output and reports. */
void program_forget(struct program *program);

/* Whether the system forbids switching off the randomisation of addresses. A sanitizer may then end a program
 * before its main(), and the program must be started again. */
bool program_is_randomised(void);

/* Most starts: with 32 random bits (vm.mmap_rnd_bits) a sanitizer accepts one start of eleven. */
#define MOST_STARTS 120

#endif
