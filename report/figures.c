/*
 * figures.c - gnuplot draws PDF, pdftocairo turns it into SVG.
 */
#include "figures.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"

static int draw(const char *directory, const char *name)
{
    char plots[PATH_MAX], style[PATH_MAX + 32], script[PATH_MAX + 32];
    char values[64], log[64], pdf[64], svg[64];

    if (!realpath("report/plots", plots)) /* gnuplot runs in `directory` */
        return -1;
    snprintf(style, sizeof style, "%s/style.gp", plots);
    snprintf(script, sizeof script, "%s/%s.gp", plots, name);
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

int draw_figures(const char *directory, const struct analysis *analysis, const struct original *original)
{
    if (write_strip_data(directory, analysis, original) == -1 || draw(directory, "strip") == -1)
        return -1;
    if (analysis->optimum_count == 0)
        return 0;
    if (write_workers_data(directory, analysis) == -1)
        return -1;
    return draw(directory, "workers");
}
