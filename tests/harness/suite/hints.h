/*
 * hints.h - labs/<lab>/hints.md: for each test where the handout speaks of it, and three hints.
 *
 *     ## its_name
 *     See [Steps](README.md#steps) 2.
 *
 *     1. A nudge.
 *     2. More.
 *     3. Nearly the answer, but none of its code.
 */
#ifndef HARNESS_HINTS_H
#define HARNESS_HINTS_H

#define HINTS_A_TEST 3

/* What hints.md has for one test. Strings are "" where it has none. */
struct hints {
    char handout[80];         /* the section, as a student reads it: "Steps 2" */
    char *text[HINTS_A_TEST]; /* without the number, its lines joined by blanks */
    int count;                /* more than HINTS_A_TEST where there are too many */
};

/* Read those of `test` of `lab`, below the current directory. 0, or -1 where there are none. The caller frees
 * them with hints_free(). */
int hints_load(struct hints *hints, const char *lab, const char *test);
void hints_free(struct hints *hints);

#endif
