/*
 * figures.c - gnuplot draws PDF, pdftocairo turns it into SVG.
 */
#include "figures.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "../findings/scale.h"
#include "../system/command.h"

static int draw(const char *directory, const char *name, const char *plot)
{
    char plots[PATH_MAX], style[PATH_MAX + 32], script[PATH_MAX + 32];
    char values[64], log[64], pdf[64], svg[64];

    if (!realpath("report/plotting", plots)) /* gnuplot runs in `directory` */
        return -1;
    snprintf(style, sizeof style, "%s/style.gp", plots);
    snprintf(script, sizeof script, "%s/%s.gp", plots, plot);
    snprintf(values, sizeof values, "%s.values", name);
    snprintf(log, sizeof log, "%s.log", name);
    snprintf(pdf, sizeof pdf, "%s.pdf", name);
    snprintf(svg, sizeof svg, "%s.svg", name);
    const char *const gnuplot[] = {"gnuplot", values, style, script, NULL};
    const char *const convert[] = {"pdftocairo", "-svg", pdf, svg, NULL};
    if (command_run(directory, log, gnuplot) == -1)
        return -1;
    return command_run(directory, log, convert);
}

bool has_scale_figure(const struct evidence *evidence)
{
    return has_scale(&evidence->courses);
}

bool has_workers_figure(const struct evidence *evidence)
{
    return has_choice_of_workers(&evidence->analysis);
}

bool has_cache_figure(const struct evidence *evidence)
{
    return evidence->transcript.count > 0;
}

bool has_waterfall_figure(const struct evidence *evidence)
{
    return evidence->traces.count > 1;
}

bool has_yours_figure(const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->analysis.count; i++) {
        const struct summary *summary = &evidence->analysis.summaries[i];
        if (summary->count > 0 && has_role(summary, ROLE_YOURS))
            return true;
    }
    return false;
}

static bool always(const struct evidence *evidence)
{
    (void)evidence;
    return true;
}

int draw_figures(const char *directory, const struct evidence *evidence)
{
    static const struct {
        const char *name, *plot;
        bool (*exists)(const struct evidence *evidence);
        int (*write)(const char *directory, const struct evidence *evidence);
    } figures[] = {{"strip", "strip", always, write_strip_data},
                   {"workers", "workers", has_workers_figure, write_workers_data},
                   {"waterfall", "waterfall", has_waterfall_figure, write_waterfall_data},
                   {"flight", "flight", has_flight_figure, write_flight_data},
                   {"cost", "cost", has_cost_figure, write_cost_data},
                   {"reuse", "reuse", has_reuse_figure, write_reuse_data},
                   {"burden", "burden", has_burden_figure, write_burden_data},
                   {"order", "order", always, write_order_data},
                   {"yours", "strip", has_yours_figure, write_yours_data},
                   {"cache", "cache", has_cache_figure, write_cache_data},
                   {"scale", "scale", has_scale_figure, write_scale_data}};

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        if (!figures[i].exists(evidence))
            continue;
        if (figures[i].write(directory, evidence) == -1 ||
            draw(directory, figures[i].name, figures[i].plot) == -1)
            return -1;
    }
    return 0;
}
