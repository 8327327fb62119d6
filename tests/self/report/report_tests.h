/*
 * report_tests.h - what the tests of the report share: data made up so that each verdict must come out once.
 *
 * No number here was measured. A test makes up cycles, has them analysed and asks which flags facts.json has.
 */
#ifndef REPORT_TESTS_H
#define REPORT_TESTS_H

#include "../../../report/analyse/analyse.h"

#include <check.h>
#include <stddef.h>
#include <stdio.h>

#define CYCLES 10

/* --- Made-up data, forgotten after each test: made_up.c ----------------------------------------------- */

extern struct evidence made_up;

/* Ten cycles of a configuration: `seconds`, and up to 2 % more. The row can be changed before it is added. */
void add_cycles(const char *strategy, size_t workers, double seconds);
void add_cycles_of(const struct measurement *row, size_t cycles, double seconds);
struct measurement row_of(const char *strategy, size_t workers);

/* The same with other values in every cycle. */
void add_times(const char *strategy, size_t workers, const double seconds[], size_t count);
void add_failure(const char *strategy, size_t workers, const char *outcome);
void add_memory(const char *strategy, size_t workers, size_t mebibytes);

/* A timeline in which one image follows the other, `each` seconds apart. */
void add_run(struct traces *traces, const char *strategy, size_t workers, double each);

/* Something of every section of the document. */
void add_everything(void);

/* The facts of 200 images at 20 ms, as far as they are made up until now. */
cJSON *made_up_facts(void);
void forget(void);

/* --- What facts.json says ----------------------------------------------------------------------------- */

/* A path such as "races.list.0.rows.1.c"; fails the test where there is nothing. */
cJSON *at(const cJSON *facts, const char *path);
bool is_set(const cJSON *facts, const char *path);
const char *text_at(const cJSON *facts, const char *path);

/* What is said on standard error goes to `text` from now on; returns what to give to end_of_errors(). */
int take_errors(FILE **taken);
void end_of_errors(int errors, FILE *taken, char text[], size_t size);

/* --- The tests, each group in a file of its own ------------------------------------------------------- */

/* A group, to which its file adds its tests. */
TCase *new_case(const char *name);

TCase *verdict_tests(void);
TCase *template_tests(void);
TCase *student_tests(void);
TCase *file_tests(void);
TCase *program_tests(void);

#endif
