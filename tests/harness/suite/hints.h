/*
 * hints.h - read labs/<lab>/hints.md: for each test, the section of the handout about it, and three hints.
 *
 *     ## its_name
 *     See [Steps](README.md#steps) 2.
 *
 *     1. A nudge.
 *     2. More.
 *     3. Nearly the solution, but without code.
 */
#ifndef HARNESS_HINTS_H
#define HARNESS_HINTS_H

#define HINTS_A_TEST 3

/* The contents of hints.md for one test. Missing strings are "". */
struct hints {
    char handout[80];         /* the section by its title: "Steps 2" */
    char *text[HINTS_A_TEST]; /* without the number, its lines joined by blanks */
    int count;                /* more than HINTS_A_TEST if there are too many */
};

/* Read the hints of `test` of `lab`, below the current directory. 0, or -1 if there are none. The caller
 * frees them with hints_free(). */
int hints_load(struct hints *hints, const char *lab, const char *test);
void hints_free(struct hints *hints);

#endif
