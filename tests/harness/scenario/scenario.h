/*
 * scenario.h - run a lab's program under a scenario, and tell what came of it.
 *
 * The student's code runs in a process of its own, against a mock server of its own. Nothing that it prints
 * or returns is believed by itself: the files on disk, the server's ledger and what /proc shows decide.
 *
 * Images are counted from 1 throughout, as their files and the server's pictures are.
 */
#ifndef HARNESS_SCENARIO_H
#define HARNESS_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "../observe/ledger.h"
#include "../observe/owners.h"
#include "../observe/snapshot.h"
#include "call_faults.h"

/* The same program, built to find other faults. */
enum build {
    PLAIN,     /* judges everything that can be seen from outside */
    ADDRESS,   /* AddressSanitizer, LeakSanitizer, UndefinedBehaviorSanitizer: their reports only */
    PERTURBED, /* plain, but pausing before each write to memory, a file or a pipe that may be shared: a race
                  shows as a wrong result */
};

/* Is it built with a sanitizer, which takes memory and time of its own? */
bool build_is_sanitized(enum build build);

/*
 * Something that goes wrong with an image, or with all from `image` to `last`. `kind` is as in the server's
 * `fault` line, "status 404" for one; or CONNECTION_REFUSED, where the address names a port at which nobody
 * listens; or UNSAVABLE, where directories stand where the image should go.
 */
struct fault {
    size_t image;
    const char *kind;
    size_t last; /* 0: that image alone */
};
#define CONNECTION_REFUSED "refused"
#define UNSAVABLE          "unsavable"
#define MAX_FAULTS         24

#define NEVER 1000000 /* milliseconds: longer than any test takes */

struct scenario {
    size_t images;
    size_t workers; /* 0 stands for 1 */
    size_t cycles;  /* 0 stands for 1 */
    enum build build;
    bool kill_worker;    /* at the gate, kill one of the processes that wait for a reply */
    bool find_owners;    /* at the gate, find which process waits for which reply */
    bool interrupt;      /* at the gate, send SIGINT to all of the program, as Ctrl-C does */
    bool watch_idleness; /* at the gate, watch until it is clear whether the program is busy waiting */
    bool gate;           /* hold every reply until min(images, workers) requests are in flight; look; open */
    bool gate_again;     /* and hold those that come later, in the same way, instead of leaving it open */
    bool refills; /* some of the held replies go, drawn, and the gate shuts until their places are taken again
                   */
    size_t gates_before; /* with `refills`: so many gates, while images are left, before we look, kill,
                            interrupt */
    bool together;       /* as soon as curl_multi_perform() ends one transfer it ends all there are */
    size_t hold[3];      /* the replies to these images are held until all others are served; 0: none */
    struct fault faults[MAX_FAULTS]; /* up to the first that has no kind */
    const char *image_bytes;         /* as in the server's setting of that name; NULL: 4096 each */
    size_t path_bytes;               /* images go to directories with names so long, about; 0: "pics" */
    unsigned give_up_after;          /* milliseconds; 0 stands for longer than any test takes */
    unsigned latency;                /* of the server, milliseconds */
    enum call_faults call_faults;    /* in the build with AddressSanitizer, a fault for each cycle */
    struct call_fault call_fault;    /* the same in every cycle, where they are not planned */
};

/* What goes wrong with the image; NULL: nothing. */
const char *scenario_fault(const struct scenario *scenario, size_t image);

/* Is it this that goes wrong with the image? */
bool scenario_has(const struct scenario *scenario, size_t image, const char *kind);

/* Does something go wrong with the image, so that it cannot be saved? */
bool scenario_spoils(const struct scenario *scenario, size_t image);

/* How many images the server can be asked for: neither refused nor unsavable. */
size_t scenario_reachable(const struct scenario *scenario);

/* How many requests are in flight at once, in a right answer, when no reply is given. */
size_t scenario_gate(const struct scenario *scenario);

/* How many threads and processes, together, are more than any right answer has. */
size_t scenario_most_threads(const struct scenario *scenario);

/* How much memory, in bytes, is more than any right answer takes. */
unsigned long long scenario_most_memory(const struct scenario *scenario);

/* "30 images with 2 workers; image 7: status 404": what is in store, with `separator` between the parts. Not
 * given back. */
const char *scenario_in_words(const struct scenario *scenario, const char *separator);

/* What a file under an image's name turned out to be. */
enum file_state { ABSENT, WHOLE, DAMAGED, HTML_PAGE };

struct image_result {
    long outcome;         /* what download_all() reported, in the last cycle */
    enum file_state file; /* in the last cycle */
    size_t requests;      /* how often the server was asked for it, all cycles */
    size_t bytes;         /* that it has */
};

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

/* A number from `least` to `most`, drawn from the test's seed. */
size_t draw(size_t least, size_t most);

#endif
