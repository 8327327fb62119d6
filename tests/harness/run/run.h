/*
 * run.h - run a lab's program under a scenario, and report what came of it.
 *
 * The student's code runs in a process of its own, against a mock server of its own. Nothing that it prints
 * or returns is believed by itself: the files on disk, the server's ledger and what /proc shows decide.
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "../observe/ledger.h"
#include "../observe/owners.h"
#include "../observe/snapshot.h"
#include "../scenario/scenario.h"

/* What the server counted. */
struct server_counts {
    size_t peak_in_flight;
    size_t requests;
    size_t connections;
    size_t beyond; /* requests that came while the gate was full */
};

/* One call of download_all(), of a run with `call_faults`. */
struct cycle_result {
    struct call_fault fault;
    size_t returned;
    struct image_result *images; /* [1] to [scenario.images]; without requests */
};

struct run {
    struct scenario scenario;
    size_t number; /* of the test's runs, from 1 */
    int exit_status;
    size_t returned;             /* what download_all() returned, in the last cycle */
    size_t saved;                /* images on disk, whole and right, in the last cycle */
    struct image_result *images; /* [1] to [scenario.images] */
    struct server_counts server;
    struct ledger ledger;
    size_t *requests_at; /* [cycle]: how many there had been when that cycle ended; [0] is 0 */
    size_t *memory;      /* [cycle]: bytes that stayed when it ended, in the build with AddressSanitizer */
    size_t requests_counted; /* at the last checkpoint */
    size_t requests_outside; /* that came when download_all() was not at work */

    bool stuck;  /* nothing moved any more while replies were held: gate not full, others not served */
    size_t came; /* requests held when they were let go */
    size_t expected_at_gate; /* requests that should have been held then */
    size_t released;         /* at the gate before, of a scenario with `refills` */
    size_t ended_by_then;    /* requests that had ended when they were let go */
    struct owners owners;    /* at the gate: who holds the connections */
    struct owner killed;     /* the worker that was killed there, and the images it had asked for */
    double busy_seconds;     /* processor time, where the program was busy waiting at the gate; else 0 */
    double shortest_sleep;   /* seconds, of a thread that woke up again and again at the gate; else 0 */
    size_t left_children, left_threads;     /* that were there when it returned, and nobody had waited for */
    struct snapshot at_gate, before, after; /* at the gate; before the first download_all(), after the last */
    char *kept; /* what the program had after a call and not before the first one, in words; or NULL */
    char *lost; /* and what it had before, and not after */

    size_t unread; /* with `together`: messages that there were when it went to sleep in curl_multi_poll() */
    size_t driven; /* transfers that one thread had under way at once, where it had several */

    int handles; /* of libcurl that were not cleaned up after a call, in the build with AddressSanitizer */
    size_t ended_cycles;         /* so often download_all() has returned */
    struct lab_calls *calls;     /* of the lab's own code, in the build with AddressSanitizer; else NULL */
    struct cycle_result *cycles; /* [1] to [scenario.cycles], with `call_faults`; else NULL */

    size_t told;       /* lines of outcomes, of all cycles */
    size_t seen_early; /* an image whose name was there before it was whole; 0: none seen */
    char *stray_file;  /* a file or directory that should not be there, wherever it is, or NULL */
    char *left_ipc;    /* a message queue or an object of System V that is still there, in words, or NULL */
    bool full;         /* its files have taken all the room that there was */
    char *report;      /* of a sanitizer, or NULL */
    char *standard_error; /* what the program wrote there, cut at 64 KiB */
};

/*
 * Run the program; with `give_up_after`, up to three times (see run.c). A program that crashes, hangs, leaves
 * early or asks the server for nothing fails the test here, with a message that says so. Memory is not given
 * back: a test's process ends with the test.
 */
struct run run_lab(struct scenario scenario);

/* The runs that the test has made, and that are held to what is true in every run. */
const struct run *runs_kept(size_t *count);

#endif
