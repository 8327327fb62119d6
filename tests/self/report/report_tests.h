/*
 * report_tests.h - what the tests of the report share: data made up so that each verdict must come out once.
 *
 * No number here was measured. A test makes up cycles, has them analysed and asks what the report says of
 * them.
 */
#ifndef REPORT_TESTS_H
#define REPORT_TESTS_H

#include "../../../report/findings/findings.h"
#include "../../../report/records/original.h"
#include "../../../report/records/trace.h"
#include "../../../report/statistics/analysis.h"

#include <check.h>
#include <stddef.h>
#include <stdio.h>

#define CYCLES 10

/* --- Made-up data, forgotten after each test: made_up.c ----------------------------------------------- */

extern struct measurements made_up;
extern struct memories memories;
extern struct analysis analysis;

/* Ten cycles of a configuration: `seconds`, and up to 2 % more, with up to `in_flight` requests at once. */
void add_cycles_in_flight(const char *strategy, size_t workers, double seconds, size_t in_flight);
void add_cycles(const char *strategy, size_t workers, double seconds);

/* Ten cycles of a configuration of any experiment, with so much processor time each. */
void add_cycles_of(const struct configuration *configuration, double seconds, double processor_seconds);
void add_failure(const char *strategy, size_t workers, const char *outcome);
void add_memory(const char *strategy, size_t workers, size_t mebibytes);

/* 5, 10, 20 and 50 threads. */
void add_threads(double five, double ten, double twenty, double fifty);

/* A timeline in which one image follows the other, `each` seconds apart. */
void add_run(struct traces *traces, const char *strategy, double each);

/* 200 images, 20 ms. */
void analyse_made_up(void);
void forget(void);

/* --- What the report says: said.c --------------------------------------------------------------------- */

/* What is written between the two; it stays until the next that begins. */
FILE *begin_said(void);
const char *end_said(FILE *out);

/* What a function writes. */
const char *written(void (*write)(FILE *out, const struct analysis *analysis));

/* What a table says. */
const char *tabled(void (*write)(FILE *out, const struct analysis *analysis,
                                 const struct original *original));

void contains(const char *text, const char *part);
size_t count_of(const char *text, const char *part);

/* What is said on standard error goes to `text` from now on; returns what to give to end_of_errors(). */
int take_errors(FILE **taken);
void end_of_errors(int errors, FILE *taken, char text[], size_t size);

/* --- The tests, each group in a file of its own ------------------------------------------------------- */

/* A group, to which its file adds its tests. */
TCase *new_case(const char *name);

TCase *speed_tests(void);
TCase *workers_tests(void);
TCase *model_tests(void);
TCase *quality_tests(void);
TCase *mistake_tests(void);
TCase *reuse_tests(void);
TCase *burden_tests(void);
TCase *cost_tests(void);
TCase *yours_tests(void);
TCase *student_tests(void);
TCase *cache_tests(void);
TCase *overlap_tests(void);
TCase *plateau_tests(void);
TCase *order_tests(void);
TCase *file_tests(void);
TCase *program_tests(void);
TCase *text_tests(void);
TCase *race_tests(void);
TCase *scale_tests(void);

#endif
