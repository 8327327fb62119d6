/*
 * scale.h - what ever more images and ever more workers cost: verdicts, sentences and a table.
 */
#ifndef REPORT_SCALE_H
#define REPORT_SCALE_H

#include <stdbool.h>
#include <stdio.h>

#include "../experiments/course.h"
#include "findings.h"

/* What happens to the processor time an image, from few workers to the most? */
enum scale_verdict {
    SCALE_NOT_MEASURED, /* no strategy has both */
    SCALE_FLAT,         /* it does not clearly grow by more than SCALE_WORTH_A_WORD with any strategy */
    SCALE_GROWS,
};

#define SCALE_WORTH_A_WORD 1.2
#define SCALE_FEW_WORKERS  10

/* One strategy's growth, in one course. */
struct growth {
    const struct summary *few, *most; /* NULL where one of them is missing */
    double factor;                    /* of the processor time an image */
    struct interval interval;
};

struct scale_finding {
    enum scale_verdict verdict;
    const struct course_result *course; /* the one in the middle of those that were run */
    struct growth least, greatest;      /* over the strategies */
};

struct scale_finding find_scale(const struct course_results *results);

bool has_scale(const struct course_results *results);

/* The course of scale of a number, from 0, images ascending; NULL beyond the last. */
const struct course_result *scale_course(const struct course_results *results, size_t number);

/* The summary of a strategy in a course, or NULL where it has no successful cycle. */
const struct summary *scale_summary(const struct course_result *course, const char *strategy, size_t workers);

/* Images a second, and microseconds of processor time an image. */
double images_a_second(const struct course_result *course, const struct summary *summary);
double processor_an_image(const struct course_result *course, const struct summary *summary);

void write_scale_headline(FILE *out, const struct course_results *results);
void write_scale(FILE *out, const struct course_results *results);
void write_scale_table(FILE *out, const struct course_results *results);

#endif
