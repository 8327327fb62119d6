/*
 * judge.h - find out how far the student's labs are.
 */
#ifndef REPORT_JUDGE_H
#define REPORT_JUDGE_H

#include "../records/students.h"

/*
 * Find out how far each download lab is and keep it among the facts: "green", "not begun", "does not
 * compile", or "red: " and the suite's score. Runs the suites of labs that are begun, silently; seconds.
 */
void students_judge(struct facts *facts);

/* Write the configurations that are to be measured to `list`; returns how many there are. */
size_t list_measured(const struct facts *facts, struct configuration list[MAX_CONFIGURATIONS]);

#endif
