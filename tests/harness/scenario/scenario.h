/*
 * scenario.h - what a lab's program is given to do, and what is done to it meanwhile.
 *
 * Images are counted from 1 throughout, as their files and the server's pictures are.
 */
#ifndef HARNESS_SCENARIO_H
#define HARNESS_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
