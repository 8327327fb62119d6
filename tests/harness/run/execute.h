/*
 * execute.h - run a lab's program from start to end, and record what every lab's program leaves.
 */
#ifndef HARNESS_EXECUTE_H
#define HARNESS_EXECUTE_H

#include "../../../mock_server/client.h"
#include "monitor.h"
#include "run.h"

/*
 * Run the program of `run->scenario.build` in `directory` (run_directory.h) with `arguments` ([0] is its
 * name), and follow it until it and all its processes have ended. Fills in the fields of `run` about the end,
 * the server, the ledger and the sanitizers, and those of watch().
 */
struct watched execute(char *const arguments[], const char *directory, struct server_client *server,
                       struct run *run, const struct watched_files *files);

/* Fail the test if the program hung, crashed, or ended before it had passed `cycles` pairs of checkpoints.
 * `what` is the function that should have returned: "download_all()". */
void expect_end(const struct run *run, const struct watched *watched, size_t cycles, const char *what);

/* Stop a program after this many requests, when `expected` are wanted: more can only do harm. */
#define FLOOD_OF(expected) (1000 + 3 * (expected))

/* The program's cycle, and the call that the tests made fail there; "" if there is none. */
const char *circumstances(const struct run *run);

/* "in: a run of 30 images with 2 workers", on a line of its own; "" where there is nothing to say. */
const char *run_in_words(const struct run *run);

/* The last lines of a program's output, for a message. */
const char *last_words(const char *text);

#endif
