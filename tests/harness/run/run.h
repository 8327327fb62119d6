/*
 * run.h - run a lab's program under a scenario, and record the results.
 *
 * The student's code runs in a separate process, with a separate mock server. Its output and return value are
 * not trusted alone: the files on disk, the server's ledger and /proc decide.
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "../observe/ledger.h"
#include "../observe/owners.h"
#include "../observe/snapshot.h"
#include "../scenario/scenario.h"

/* The server's counts. */
struct server_counts {
    size_t peak_in_flight;
    size_t requests;
    size_t connections;
    size_t beyond; /* requests that arrived while the gate was full */
};

/* One call of download_all(), in a run with `call_faults`. */
struct cycle_result {
    struct call_fault fault;
    size_t returned;
    struct image_result *images; /* [1] to [scenario.images]; without requests */
};

struct run {
    struct scenario scenario;
    size_t number; /* number among the test's runs, from 1 */
    int exit_status;
    size_t returned;             /* return value of download_all() in the last cycle */
    size_t saved;                /* complete and correct images on disk, in the last cycle */
    struct image_result *images; /* [1] to [scenario.images] */
    struct server_counts server;
    struct ledger ledger;
    size_t *requests_at;     /* [cycle]: number of requests by the end of that cycle; [0] is 0 */
    size_t *memory;          /* [cycle]: bytes in use at its end, in the build with AddressSanitizer */
    size_t requests_counted; /* number of requests at the last checkpoint */
    size_t requests_outside; /* requests while download_all() was not running */

    bool stuck;              /* nothing moved while replies were held: the gate never became full */
    size_t came;             /* requests held when they were released */
    size_t expected_at_gate; /* expected number of them */
    size_t released;         /* replies released at the gate before, with `refills` */
    size_t ended_by_then;    /* requests that had ended by then */
    struct owners owners;    /* at the gate: the owners of the connections */
    struct owner killed;     /* the worker killed there, and the images it had requested */
    double busy_seconds;     /* processor time, if the program was busy waiting at the gate; else 0 */
    double shortest_sleep;   /* seconds, of a thread that kept waking up at the gate; else 0 */
    size_t left_children, left_threads;     /* still there when it returned: not waited for, not joined */
    struct snapshot at_gate, before, after; /* at the gate; before the first download_all(), after the last */
    char *kept;         /* what the program has after a call but did not have before the first one, or NULL */
    char *lost;         /* what it had before but not after, or NULL */
    size_t open_at_end; /* descriptors that the program had after its last call */

    size_t unread; /* with `together`: unread messages when it went to sleep in curl_multi_poll() */
    size_t driven; /* transfers that one thread drove at once, if several */

    int handles;         /* libcurl handles not cleaned up after a call, in the build with AddressSanitizer */
    size_t ended_cycles; /* number of returns of download_all() */
    struct lab_calls *calls;     /* calls of the lab's code, in the build with AddressSanitizer; else NULL */
    struct cycle_result *cycles; /* [1] to [scenario.cycles], with `call_faults`; else NULL */

    size_t told;             /* lines of outcomes, over all cycles */
    size_t seen_early;       /* an image whose file existed before it was complete; 0: none seen */
    char *stray_file;        /* a file or directory that should not exist, or NULL */
    char *left_ipc;          /* description of a message queue or System V object that is left, or NULL */
    bool full;               /* its files have filled their room */
    char *report;            /* a sanitizer's report, or NULL */
    const char *crash_place; /* " at labs/threads/threads.c:41, in take", if a process crashed there; or "" */
    char *standard_error;    /* the program's standard error, cut at 64 KiB */
};

/*
 * Run the program; with `give_up_after`, up to three times (see run.c). A program that crashes, hangs, ends
 * early or sends no request fails the test here, with a message that says so. The memory is never freed: a
 * test's process ends with the test.
 */
struct run run_lab(struct scenario scenario);

/* The runs of this test so far, which are all checked for the invariants of every run. */
const struct run *runs_kept(size_t *count);

#endif
