/*
 * report_tests.h - shared by the tests of the report: artificial data, so that each verdict occurs once.
 *
 * No number here was measured. A test creates cycles, has them analysed, and checks the flags in facts.json.
 */
#ifndef REPORT_TESTS_H
#define REPORT_TESTS_H

#include "../../../report/analyse/analyse.h"

#include <check.h>
#include <stddef.h>
#include <stdio.h>

#define CYCLES 10

/* --- Artificial data, cleared after each test: made_up.c --- */

extern struct evidence made_up;

/* Ten cycles of a configuration: `seconds`, and up to 2 % more. The row can be changed before it is added. */
void add_cycles(const char *strategy, size_t workers, double seconds);
void add_cycles_of(const struct measurement *row, size_t cycles, double seconds);
struct measurement row_of(const char *strategy, size_t workers);

/* The same with other values in every cycle. */
void add_times(const char *strategy, size_t workers, const double seconds[], size_t count);
void add_failure(const char *strategy, size_t workers, const char *outcome);
void add_memory(const char *strategy, size_t workers, size_t mebibytes);

/* A timeline of consecutive images, `each` seconds apart. */
void add_run(struct traces *traces, const char *strategy, size_t workers, double each);

/* Some data for every section of the document. */
void add_everything(void);

/* The facts of 200 images at 20 ms, from the data created so far. */
cJSON *made_up_facts(void);
void forget(void);

/* --- The contents of facts.json --- */

/* A path such as "races.list.0.rows.1.c"; fails the test if there is nothing. */
cJSON *at(const cJSON *facts, const char *path);
bool is_set(const cJSON *facts, const char *path);
const char *text_at(const cJSON *facts, const char *path);

/* Redirect standard error to `text`. Returns the argument for end_of_errors(). */
int take_errors(FILE **taken);
void end_of_errors(int errors, FILE *taken, char text[], size_t size);

/* --- The tests, each group in its file --- */

/* A group, to which a file adds its tests. */
TCase *new_case(const char *name);

TCase *verdict_tests(void);
TCase *template_tests(void);
TCase *student_tests(void);
TCase *file_tests(void);
TCase *program_tests(void);

#endif
