/*
 * program.h - a lab's program while it runs: started, listened to, ended.
 */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../base/failure.h"

struct program {
    pid_t pid; /* our child; in a sandbox that is bubblewrap, and its end is the program's */
    bool sandboxed;
    const char *path; /* of its file, as we see it */
    pid_t self;       /* the program itself, once it has come to its first checkpoint */
    int checkpoint;   /* our end of a socketpair: a line comes, a byte goes back; -1 when it is closed */
    int output;       /* our end of a socketpair with what it prints on both streams; -1 when it is closed */
    int identity;     /* a pidfd, readable once the program has ended */
    int reports;      /* our end of a socketpair on which its instruments report; -1 when it is closed */
    char *text;       /* what it printed, cut at MOST_TEXT */
    size_t length;
    char *report; /* what its instruments reported, cut at MOST_REPORT */
    size_t report_length;
    char line[64]; /* what has come of a checkpoint's line */
    size_t line_length;
};

#define MOST_TEXT     (16 << 20)
#define MOST_REPORT   (256 << 10)
#define CHECKPOINT_FD 3
#define REPORT_FD     200 /* out of the way of what a lab opens */
#define CALLS_FD      201 /* LAB_CALLS_FD of tests/instrument/address/lab_calls.h */

/* How a program is to be run. */
struct launch {
    const char *program;    /* absolute path */
    char *const *arguments; /* [0] is its name; ended by NULL */
    const char *directory;  /* a run's (run_directory.h): it runs there */
    bool sandboxed, isolated;
    bool bounded;        /* in its memory, which sanitizers cannot be */
    size_t most_threads; /* and processes, which is too many already */
    int calls;           /* a descriptor to hand on (tests/instrument/address/lab_calls.h), or -1 */
    bool together;       /* transfers end, see tests/instrument/plain/unread_curlmsg.c */
    bool nameless;       /* reports name no functions, which takes most of their time */
    bool crowded; /* with workers or images: where they allocate is looked at less closely, and faster */
};

/*
 * Start a program in a session of its own, with the checkpoint as its descriptor 3, the socket for reports as
 * its descriptor 200, and with limits on what it may take. Exits the test as a fault of the harness when it
 * cannot.
 */
struct program program_start(const struct launch *launch);

/* Read what it has printed, and what its instruments have reported, meanwhile. */
void program_drain(struct program *program);

/*
 * Has a whole checkpoint line come? Then it stands in program->line until the next call. Never waits: half a
 * line may be all that ever comes.
 */
enum checkpoint { NO_LINE_YET, LINE, NO_LINE_EVER };
enum checkpoint program_checkpoint(struct program *program);

/* Let it go on from a checkpoint. */
void program_continue(struct program *program);

/* Reap it, killing it first where `kill_it`. Returns the status of waitpid(). */
int program_reap(struct program *program, bool kill_it);

/* The limit that a program has met when `signal` ends it, in words; NULL where that is none. */
const char *limit_met(int signal);

/* Give back what a program has printed and reported. */
void program_forget(struct program *program);

/* Does the system deny us to have programs' addresses as they are without chance? Then a sanitizer may end a
 * program before its main(), and it is to be started again. */
bool program_is_randomised(void);

/* How often, at most: with 32 bits of chance (vm.mmap_rnd_bits) a sanitizer likes one start of eleven. */
#define MOST_STARTS 120

#endif
