/*
 * students.h - how far the student's labs are, and so which of them are measured.
 */
#ifndef REPORT_STUDENTS_H
#define REPORT_STUDENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../records/facts.h"
#include "configuration.h"

/*
 * Find out how far each download lab is and keep it among the facts: "green", "not begun", "does not
 * compile", or "red: " and the suite's score. Runs the suites of labs that are begun, silently; seconds.
 */
void students_judge(struct facts *facts);

/* What was found out of a lab; "unknown" without it. */
const char *student_standing(const struct facts *facts, const char *lab);

bool student_is_green(const struct facts *facts, const char *lab);

/* Do the student's programs stand in for the references, as in a handout? */
bool student_is_reference(const struct facts *facts);

/* Is a strategy measured? The student's are where their labs are green. */
bool is_measured(const struct facts *facts, const struct strategy *strategy);

/* Write the configurations that are to be measured to `list`; returns how many there are. */
size_t list_measured(const struct facts *facts, struct configuration list[MAX_CONFIGURATIONS]);

#endif
