/*
 * execute.h - run a lab's program from begin to end, and gather what every program leaves, whatever its lab.
 */
#ifndef HARNESS_EXECUTE_H
#define HARNESS_EXECUTE_H

#include "../../../mock_server/client.h"
#include "monitor.h"
#include "run.h"

/*
 * Run the program of `run->scenario.build` in `directory` (run_directory.h), with `arguments` ([0] is its
 * name), and follow it until it has ended; nothing that it has started is left then. Fills what `run` tells
 * of the end, the server, the ledger and the sanitizers, and what watch() fills.
 */
struct watched execute(char *const arguments[], const char *directory, struct server_client *server,
                       struct run *run, const struct watched_files *files);

/* Fail the test where the program hung, crashed, or left before it had passed `cycles` pairs of checkpoints.
 * `what` is what should have returned: "download_all()". */
void expect_end(const struct run *run, const struct watched *watched, size_t cycles, const char *what);

/* Stop a program after this many requests, when `expected` are wanted: more can only do harm. */
#define FLOOD_OF(expected) (1000 + 3 * (expected))

/* In which cycle the program was, and which of its calls the tests have made fail there; "" where none is. */
const char *circumstances(const struct run *run);

/* The last lines of what a program printed, for a message. */
const char *last_words(const char *text);

#endif
