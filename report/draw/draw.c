/*
 * draw.c - let gnuplot draw each figure, once for each document format.
 */
#include "draw.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "../system/command.h"

static int draw(const char *directory, const char *name, const char *script, const char *format)
{
    char scripts[PATH_MAX], style[PATH_MAX + 32], path[PATH_MAX + 32];
    char values[64], log[64], given[64];

    if (!realpath("report/draw", scripts)) /* gnuplot runs in `directory` */
        return -1;
    snprintf(style, sizeof style, "%s/style.gp", scripts);
    snprintf(path, sizeof path, "%s/%s.gp", scripts, script);
    snprintf(values, sizeof values, "%s.values", name);
    snprintf(log, sizeof log, "%s.log", name);
    snprintf(given, sizeof given, "format = '%s'", format);
    const char *const gnuplot[] = {"gnuplot", "-e", given, values, style, path, NULL};
    return command_run(directory, log, gnuplot);
}

int draw_figures(const char *directory, const struct evidence *evidence, bool pdf)
{
    static const struct {
        const char *name, *script;
        int (*write)(const char *directory, const struct evidence *evidence);
    } figures[] = {{"strip", "strip", write_strip},
                   {"workers", "workers", write_workers},
                   {"waterfall", "waterfall", write_waterfall},
                   {"flight", "flight", write_flight},
                   {"cost", "cost", write_cost},
                   {"reuse", "strip", write_reuse},
                   {"work", "strip", write_work},
                   {"order", "order", write_order},
                   {"yours", "strip", write_yours},
                   {"cache", "cache", write_cache},
                   {"scale", "scale", write_scale}};

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        int written = figures[i].write(directory, evidence);
        if (written == -1)
            return -1;
        if (written == 1)
            continue;
        if (draw(directory, figures[i].name, figures[i].script, "svg") == -1 ||
            (pdf && draw(directory, figures[i].name, figures[i].script, "pdf") == -1))
            return -1;
    }
    return 0;
}
