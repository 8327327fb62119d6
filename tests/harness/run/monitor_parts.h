/*
 * monitor_parts.h - what the parts of monitor.c share: the program, its server, and what has been seen of
 * them.
 */
#ifndef HARNESS_MONITOR_PARTS_H
#define HARNESS_MONITOR_PARTS_H

#include "../observe/checkpoint_callsite.h"
#include "../observe/possessions.h"
#include "monitor.h"

/* Longest, in seconds, that we wait for a program to come to rest before we look at it all the same; and
 * where a look too early would hold against it what is about to go. */
#define LONGEST_SETTLE  15.0
#define LONGEST_LEAVING 240.0

/* Processor time, in seconds, of what is no more about to come to rest: it is busy. */
#define BUSY_TIME 0.1

struct watch {
    struct program *program;
    struct server_client *server;
    struct run *run;
    const struct watched_files *files;
    bool *whole; /* which images a look has seen whole, from [1] on */
    struct watched watched;
    bool inside;                    /* download_all() is at work */
    bool waiting;                   /* the server owes a reply to `wait` */
    size_t gates;                   /* that have been full */
    bool opened;                    /* gate and held image have been let go */
    char reports[64];               /* the socket for reports, as the program had it at the start */
    struct place place;             /* where it stood at its first checkpoint */
    struct possessions possessions; /* that it had there */
    double looked;                  /* when we last looked for excess */
    double worked;                  /* processor time that it had used at the last look */
    double server_time;             /* what the server had used at the first checkpoint */

    /* Since when nothing has moved, how much of the time since then was in sight, when we last looked, and
     * what there was to see then. */
    double still_since, still_seen, still_looked, event_since;
    double event_time;     /* processor time that the program had used at the last event */
    unsigned asleep_since; /* looks since the last event that saw all threads asleep */
    unsigned long long switches;
    char status[256];
};

/* --- monitor.c */

double monotonic_seconds(void);

/* Wait until the server is free to be asked, if it still has a question to answer. */
void finish_waiting(struct watch *watch);

/* Between two looks at what the program does, which may then have changed. */
void pause_for_sample(void);

/* What the program and its processes are doing. */
struct snapshot look(const struct watch *watch);

/*
 * Is there an image that is not whole? Asked while replies are held, or sent half, at moments that a program
 * which renames whole images need not fear.
 */
void look_at_files(struct watch *watch);

/* Let all replies go that are held. */
void let_go(struct watch *watch);

/* Fail the program if it has memory for code of its own. */
void expect_no_new_code(struct watch *watch);

/* --- hang_detector.c */

/* From now on: nothing has moved since `seen`, and since the server's `status`. */
void begin_stillness(struct watch *watch, const struct snapshot *seen, const char *status);

/* The server has had nothing to tell: is this the quiet before the next request, or for ever? */
void consider_quiet(struct watch *watch);

/* --- gate.c */

/* The gate is full: look at the program, do to it what the scenario wants, and open the gate. */
void look_at_gate(struct watch *watch);

/* --- checkpoint.c */

/* The program has reached a checkpoint, or says so. */
void handle_checkpoint(struct watch *watch);

/* Fail the program if it has closed, exchanged or shut the socket for reports, which hides what they say. */
void expect_reports(struct watch *watch);

#endif
