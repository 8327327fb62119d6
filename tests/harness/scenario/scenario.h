/*
 * scenario.h - the task of a lab's program, and what the test does to it meanwhile.
 *
 * Images are counted from 1, like their files and the server's pictures.
 */
#ifndef HARNESS_SCENARIO_H
#define HARNESS_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "call_faults.h"

/* The program's flavours, each built to find other faults. */
enum build {
    PLAIN,     /* judges everything that is visible from outside */
    ADDRESS,   /* AddressSanitizer, LeakSanitizer, UndefinedBehaviorSanitizer: their reports only */
    PERTURBED, /* plain, but with a pause before each write to memory, a file or a pipe that may be shared: a
                  race shows as a wrong result */
};

/* Whether it is built with a sanitizer, which needs additional memory and time. */
bool build_is_sanitized(enum build build);

/*
 * A fault of an image, or of all from `image` to `last`. `kind` is as in the server's `fault` line, such as
 * "status 404"; or CONNECTION_REFUSED: the URL names a port without a listener; or UNSAVABLE: a directory
 * stands where the image should go, and another in place of its part file; or UNNAMABLE: only the image's
 * name is taken, which shows after the whole image has arrived.
 */
struct fault {
    size_t image;
    const char *kind;
    size_t last; /* 0: only that image */
};
#define CONNECTION_REFUSED "refused"
#define UNSAVABLE          "unsavable"
#define UNNAMABLE          "unnamable"
#define MAX_FAULTS         24

#define NEVER 1000000 /* milliseconds: longer than any test takes */

struct scenario {
    size_t images;
    size_t workers; /* 0 means 1 */
    size_t cycles;  /* 0 means 1 */
    enum build build;
    bool kill_worker;    /* at the gate, kill one of the processes that wait for a reply */
    bool find_owners;    /* at the gate, find out which process waits for which reply */
    bool interrupt;      /* at the gate, send SIGINT to all of the program, as Ctrl-C does */
    bool watch_idleness; /* at the gate, watch until it is clear whether the program is busy waiting */
    bool gate;           /* hold every reply until min(images, workers) requests are in flight; check; open */
    bool gate_again;     /* then hold later requests in the same way, instead of leaving it open */
    bool refills; /* release a random part of the held replies, and shut the gate until others take their
                   * places
                   */
    size_t gates_before; /* with `refills`: number of gates, while images are left, before we check, kill,
                            interrupt */
    bool together;       /* when curl_multi_perform() ends one transfer, it ends all of them */
    size_t hold[3];      /* hold the replies for these images until all others have ended; 0: none */
    struct fault faults[MAX_FAULTS]; /* up to the first one without a kind */
    const char *image_bytes;         /* as in the server's setting of that name; NULL: 4096 bytes each */
    size_t path_bytes;               /* approximate length of the images' directory; 0: "pics" */
    unsigned give_up_after;          /* milliseconds; 0 means longer than any test takes */
    unsigned latency;                /* the server's, in milliseconds */
    enum call_faults call_faults;    /* in the build with AddressSanitizer, a fault for each cycle */
    struct call_fault call_fault;    /* the same in every cycle, if faults are not planned */
};

/* The fault of the image, or NULL. */
const char *scenario_fault(const struct scenario *scenario, size_t image);

/* Whether the image has this fault. */
bool scenario_has(const struct scenario *scenario, size_t image, const char *kind);

/* Whether a directory has the image's name. */
bool scenario_blocks(const struct scenario *scenario, size_t image);

/* Whether a fault prevents saving the image. */
bool scenario_spoils(const struct scenario *scenario, size_t image);

/* The number of images that the program can request: neither refused nor unsavable. */
size_t scenario_reachable(const struct scenario *scenario);

/* The number of requests that a right submission has in flight while no reply is given. */
size_t scenario_gate(const struct scenario *scenario);

/* The smallest number of threads and processes that is too many for any right submission. */
size_t scenario_most_threads(const struct scenario *scenario);

/* The smallest amount of memory, in bytes, that is too much for any right submission. */
unsigned long long scenario_most_memory(const struct scenario *scenario);

/* "30 images with 2 workers; image 7: status 404": the scenario in words, with `separator` between the parts.
 * Never freed. */
const char *scenario_in_words(const struct scenario *scenario, const char *separator);

/* The contents of a file with an image's name. */
enum file_state { ABSENT, WHOLE, DAMAGED, HTML_PAGE };

struct image_result {
    long outcome;         /* reported by download_all() in the last cycle */
    enum file_state file; /* in the last cycle */
    size_t requests;      /* number of requests for it, over all cycles */
    size_t bytes;         /* its size */
};

#endif
