/*
 * students.h - how far the student's labs are, and therefore which of them are measured.
 */
#ifndef REPORT_STUDENTS_H
#define REPORT_STUDENTS_H

#include <stdbool.h>

#include "configuration.h"
#include "facts.h"

/* The name of the fact that says how far a lab is. */
void student_fact_name(const char *lab, char name[32]);

/* How far a lab is: "green", "not begun", "does not compile", "red: " and its score; "unknown" if not
 * recorded. */
const char *student_standing(const struct facts *facts, const char *lab);

bool student_is_green(const struct facts *facts, const char *lab);

/* Whether the student's programs take the place of the references, as in a handout. */
bool student_is_reference(const struct facts *facts);

/* Whether a strategy is measured. A student's is measured if its lab is green. */
bool is_measured(const struct facts *facts, const struct strategy *strategy);

#endif
