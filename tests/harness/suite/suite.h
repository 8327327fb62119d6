/*
 * suite.h - a graded suite: its tests, what each says and what it is worth, and the program around them.
 */
#ifndef HARNESS_SUITE_H
#define HARNESS_SUITE_H

#include <check.h>

#include "../base/test_random.h"
#include "../verdict/grading.h"
#include "../verdict/verdict.h"

/* TEST(its_name) { ... }, then GRADED(its_name, points, "A sentence.") in the suite's table. */
#define TEST(name) START_TEST(name)
/* Likewise STRETCH_GOAL, for a test that goes beyond what a lab must be: it brings points of its own. */
/* clang-format off */
#define GRADED(name, points, sentence)       {&(name), CORE, (points), (sentence)}
#define STRETCH_GOAL(name, points, sentence) {&(name), STRETCH, (points), (sentence)}
/* clang-format on */

/*
 * main() of a suite: --list prints name, milestone, points and title of each test, separated by tabs, or
 * --program PATH [--server PATH] [--probes DIRECTORY] [--only TEST] [--seed N] [--format
 * NAME]
 * [--sandbox]
 * [--results FILE], where the verdicts of a whole run are remembered (results.h). [--unbuilt FILE] in the
 * place of
 * --program: there is none, and FILE says why; every test fails. [--debug GDB] runs the
 * program under gdb in the scenario of the test that --only names, else of the first that those results call
 * red, and there of the scenario that is known to have failed, or that [--scenario N] names; [--stop
 * FUNCTION] stops it in that function, too. Each test runs in a process of its own, several at once. Exit: 0
 * all green (of the core, or of what
 * --only names), 1 some red, 2 usage, 3 incomplete: a harness error has left a test
 * without a verdict.
 */
int grade(const struct graded_suite *suite, int argc, char *argv[]);

#endif
