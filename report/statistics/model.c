/*
 * model.c - Gauss and Newton's least squares for the two logarithms, work and floor.
 */
#include "model.h"

#include <math.h>

#define SHARPNESS  4.0 /* of the bend */
#define CLOSE      0.10
#define ITERATIONS 200
#define SHORT_STEP 0.5  /* of the full one: always shorter, and so never beyond the bend and back */
#define SOFT       1e-9 /* keeps the equations solvable where no point has reached the floor */

double model_time(const struct model *model, double workers)
{
    return pow(pow(model->work / workers, SHARPNESS) + pow(model->floor, SHARPNESS), 1 / SHARPNESS);
}

double model_knee(const struct model *model)
{
    return model->work / model->floor;
}

bool model_fits(const struct model *model)
{
    return model->error <= CLOSE;
}

/* The share of the work in the curve at this point: by so much its logarithm moves with that of the work. */
static double share_of_work(const struct model *model, double workers)
{
    return pow(model->work / workers / model_time(model, workers), SHARPNESS);
}

static void improve(struct model *model, const double workers[], const double seconds[], size_t count)
{
    double ww = SOFT, wf = 0, ff = SOFT, w = 0, f = 0; /* the normal equations */

    for (size_t i = 0; i < count; i++) {
        double by_work = share_of_work(model, workers[i]), by_floor = 1 - by_work;
        double rest = log(seconds[i] / model_time(model, workers[i]));
        ww += by_work * by_work;
        wf += by_work * by_floor;
        ff += by_floor * by_floor;
        w += by_work * rest;
        f += by_floor * rest;
    }
    double determinant = ww * ff - wf * wf;
    model->work *= exp(SHORT_STEP * (w * ff - f * wf) / determinant);
    model->floor *= exp(SHORT_STEP * (f * ww - w * wf) / determinant);
}

struct model model_fit(const double workers[], const double seconds[], size_t count)
{
    struct model model = {.error = NAN};
    double squares = 0;

    if (count < LEAST_FITTED)
        return model;
    model.work = seconds[0] * workers[0];
    model.floor = seconds[0];
    for (size_t i = 1; i < count; i++)
        model.floor = fmin(model.floor, seconds[i]);
    for (size_t i = 0; i < ITERATIONS; i++)
        improve(&model, workers, seconds, count);
    for (size_t i = 0; i < count; i++)
        squares += pow(log(seconds[i] / model_time(&model, workers[i])), 2);
    model.error = sqrt(squares / count);
    return model;
}
