/*
 * model.h - one curve for the time against the number of workers: T(c) = ((work/c)^4 + floor^4)^(1/4).
 *
 * `work` is what one worker would need, `floor` what no number of workers goes below: few workers share the
 * work, many run into the floor, and the bend between them is short. An ordinary sum would bend too slowly,
 * and the universal scalability law has no hard limit to bend at.
 */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

/* Fewer points fit anything. */
#define LEAST_FITTED 4

struct model {
    double work;  /* seconds: N * L, where L is what an image takes a worker */
    double floor; /* seconds */
    double
        error; /* root mean square of the differences of the natural logarithms; NaN where none was fitted */
};

/* Fit to `count` points of workers and seconds by least squares of the logarithms, so that each point counts
 * by its ratio to the curve. */
struct model model_fit(const double workers[], const double seconds[], size_t count);

double model_time(const struct model *model, double workers);

/* Where the two parts are equal: from here on more workers bring little. */
double model_knee(const struct model *model);

/* Is it close enough to be shown, within some 10 %? */
bool model_fits(const struct model *model);

#endif
