/*
 * suite.h - a graded suite: its tests with titles and points, and main().
 */
#ifndef HARNESS_SUITE_H
#define HARNESS_SUITE_H

#include <check.h>

#include "../base/test_random.h"
#include "../verdict/grading.h"
#include "../verdict/verdict.h"

/* TEST(its_name) { ... }, then GRADED(its_name, points, "Title") in the suite's table. */
#define TEST(name) START_TEST(name)
/* The same for a STRETCH_GOAL, a test beyond what a lab must do: it has separate points. */
/* clang-format off */
#define GRADED(name, points, sentence)       {&(name), CORE, (points), (sentence)}
#define STRETCH_GOAL(name, points, sentence) {&(name), STRETCH, (points), (sentence)}
/* clang-format on */

/*
 * main() of a suite. With --list, print name, milestone, points and title of each test, separated by tabs.
 * Else test
 * --program PATH [--server PATH] [--probes DIRECTORY] [--only TEST] [--seed N] [--format NAME] [--sandbox].
 * [--results FILE] remembers the verdicts of a complete run (results.h). [--unbuilt FILE] replaces --program
 * if there is none: FILE says why, and every test fails. [--debug GDB] runs the program under gdb in the
 * scenario of the test in --only, else of the first red test in those results. It uses the scenario that
 * failed, or [--scenario N];
 * [--stop FUNCTION] adds a stop. Each test runs in a separate process, several at once. Exit status: 0 all
 * green (of the core, or of --only), 1 some red, 2 usage, 3 incomplete: a harness error has left a test
 * without a verdict.
 */
int grade(const struct graded_suite *suite, int argc, char *argv[]);

#endif
