/*
 * bend.c - where more workers stop to pay, from the fitted curve.
 */
#include <math.h>

#include "../writing/number_text.h"
#include "findings.h"

bool model_is_drawn(const struct optimum *optimum)
{
    return optimum->strategy->role == ROLE_REFERENCE && model_fits(&optimum->model);
}

void write_model(FILE *out, const struct analysis *analysis, const struct optimum *optimum)
{
    const struct model *model = &optimum->model;
    double most = analysis->summaries[optimum->places[optimum->count - 1]].configuration.workers;

    if (isnan(model->error))
        return;
    if (!model_fits(model)) {
        fprintf(out,
                " The curve of [@eq:model] does not fit its times (they lie %s %% off), so none is drawn.",
                percent_text(exp(model->error) - 1).text);
        return;
    }
    fprintf(out, " The curve of [@eq:model] fits its times within %s %%, with *L* = %.1f ms",
            percent_text(exp(model->error) - 1).text, 1000 * model->work / analysis->images);
    if (model_knee(model) < most)
        fprintf(out, " and *F* = %s s: it bends near %.0f.", seconds_text(model->floor).text,
                model_knee(model));
    else
        fprintf(out, "; with as many as %.0f it has not met its floor.", most);
}
