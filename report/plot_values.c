/*
 * plot_values.c - texts and ticks for gnuplot.
 */
#include "plot_values.h"

#include <ctype.h>
#include <err.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

FILE *plot_file(const char *directory, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "w");
    if (!file)
        warn("%s", path);
    return file;
}

int plot_file_close(FILE *file)
{
    int failed = ferror(file);

    failed |= fclose(file);
    if (failed)
        warnx("cannot write what a figure is drawn from");
    return failed ? -1 : 0;
}

void plot_text(FILE *values, const char *name, const char *text)
{
    fprintf(values, "%s = '", name);
    for (; *text; text++) {
        if (strchr("{}_^@&~\\", *text))
            putc('\\', values);
        if (*text == '\'')
            putc('\'', values);
        putc(*text, values);
    }
    fprintf(values, "'\n");
}

void plot_headline(FILE *values, void (*write)(FILE *out, const void *data), const void *data)
{
    char *headline = NULL;
    size_t size;
    FILE *text = open_memstream(&headline, &size);

    if (!text)
        return;
    write(text, data);
    fclose(text);
    headline[0] = (char)toupper((unsigned char)headline[0]); /* it may begin with a strategy's name */
    plot_text(values, "headline", headline);
    free(headline);
}

void plot_second_ticks(FILE *values, const char *name, double low, double high)
{
    static const double steps[] = {1, 2, 5};
    const char *separator = "";

    fprintf(values, "%s = \"(", name);
    for (int decade = (int)floor(log10(low)); decade <= (int)ceil(log10(high)); decade++) {
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            double tick = steps[i] * pow(10, decade);
            double next = steps[(i + 1) % 3] * pow(10, decade + (i == 2));
            if (tick < low || tick > high)
                continue;
            fprintf(values, "%s'%g%s' %g", separator, tick, next > high ? " s" : "", tick);
            separator = ", ";
        }
    }
    fprintf(values, ")\"\n");
}
