/*
 * judge.h - find out how far the student's labs are.
 */
#ifndef REPORT_JUDGE_H
#define REPORT_JUDGE_H

#include "../records/students.h"

/*
 * Find out how far each download lab is and record it in the facts: "green", "not begun", "does not
 * compile", or "red: " and the score. Runs the suites of started labs without output; takes seconds.
 */
void students_judge(struct facts *facts);

/* Write the configurations to measure to `list`. Returns their number. */
size_t list_measured(const struct facts *facts, struct configuration list[MAX_CONFIGURATIONS]);

#endif
