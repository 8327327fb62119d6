/*
 * page.h - self-contained HTML pages: one for each student, one for the teacher.
 */
#ifndef GRADE_PAGE_H
#define GRADE_PAGE_H

#include <stdio.h>

#include "class.h"

struct page {
    FILE *file;
    char *text;
    size_t size;
};

/* Ends the program if memory is exhausted. */
void page_begin(struct page *page, const char *title);

/* Write text that came from a student, with all HTML escaped. */
void page_text(struct page *page, const char *text);

/* Write the page to GRADES/NAME.html. 0, or -1 after a line on standard error. */
int page_end(struct page *page, const char *grades, const char *name);

/* rows[0] to rows[count - 1] all belong to one student. */
int page_of_student(const char *grades, const char *version, const struct row *rows, size_t count);

int page_of_teacher(const char *grades, const char *version, const struct class *class);

/* Two similar files of a lab, found by sim_c; read from GRADES/similar-LAB. */
struct pair {
    char lab[32], one[32], other[32]; /* the keys of students */
    int percent;
};

/* All pairs, the most similar first; the caller frees them. */
struct pair *similar_read(const char *grades, size_t *count);

/* Write copies of a lab's files for sim_c: DIRECTORY/KEY.c, without the lines of the skeleton. */
int similar_prepare(const char *grades, const struct class *class, const char *lab, const char *skeleton,
                    const char *directory);

#endif
