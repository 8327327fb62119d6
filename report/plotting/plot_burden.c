/*
 * plot_burden.c - what the figure of work for the processor is drawn from.
 */
#include <math.h>

#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

#define HEIGHT      8.6  /* centimetres */
#define PLOT_HEIGHT 5.9  /* of that, for the axis of times */
#define LINE_HEIGHT 0.44 /* of text */
#define DODGE       1.05 /* factor between points of two strategies with as much work */
#define ROOM        1.35 /* factor above and below the data */
#define LABEL_AT    1.18 /* factor to the right of the most work */

static double least_time(const struct burden *burden)
{
    double least = burden_bound(burden, 0, burden->cores);

    for (size_t i = 0; i < burden->count; i++) {
        for (size_t k = 0; k < burden->amounts; k++) {
            if (burden->lines[i].summaries[k].count > 0)
                least = fmin(least, burden->lines[i].summaries[k].interval.low);
        }
    }
    return least / ROOM;
}

static double most_time(const struct burden *burden)
{
    double most = burden_bound(burden, burden->amounts - 1, 1);

    for (size_t i = 0; i < burden->count; i++) {
        for (size_t k = 0; k < burden->amounts; k++) {
            if (burden->lines[i].summaries[k].count > 0)
                most = fmax(most, burden->lines[i].summaries[k].interval.high);
        }
    }
    return most * ROOM;
}

/* Below each amount, the processor time that it takes an image. */
static void write_ticks(FILE *values, const struct burden *burden)
{
    fprintf(values, "work_ticks = \"(");
    for (size_t i = 0; i < burden->amounts; i++) {
        double each = 1000 * burden->times[i] * burden->once;
        fprintf(values, "%s'%zu×\\n{/*0.93 %s ms}' %zu", i > 0 ? ", " : "", burden->times[i],
                ratio_text(each).text, burden->times[i]);
    }
    fprintf(values, ")\"\n");
}

static void write_headline(FILE *out, const void *burden)
{
    write_burden_headline(out, burden);
}

static int write_values(const char *directory, const struct evidence *evidence)
{
    const struct burden *burden = &evidence->burden;
    FILE *values = plot_file(directory, "burden.values");
    double low = least_time(burden), high = most_time(burden);
    char subtitle[200];

    if (!values)
        return -1;
    plot_headline(values, write_headline, burden);
    snprintf(subtitle, sizeof subtitle,
             "Time to fetch %zu images at %g ms latency and work on them, %zu workers, %zu cores; median of "
             "%zu cycles",
             burden->images, 1000 * burden->latency, burden->workers, burden->cores,
             evidence->analysis.cycles);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'burden'\nwidth = 16.0\nheight = %g\nlow = %g\nhigh = %g\n", HEIGHT, low, high);
    fprintf(values, "least = %zu\nmost = %zu\nimages = %zu\nonce = %g\nlatency_bound = %g\ncores = %zu\n",
            burden->times[0], burden->times[burden->amounts - 1], burden->images, burden->once,
            time_bound(burden->images, burden->workers, burden->latency), burden->cores);
    fprintf(values, "middle = %g\nlines = %zu\n",
            sqrt((double)burden->times[burden->amounts - 1] *
                 burden->times[burden->amounts > 1 ? burden->amounts - 2 : 0]),
            burden->count);
    plot_second_ticks(values, "second_ticks", low, high);
    write_ticks(values, burden);
    return plot_file_close(values);
}

static int write_points(const char *directory, const struct burden *burden)
{
    FILE *points = plot_file(directory, "burden.points");

    if (!points)
        return -1;
    for (size_t i = 0; i < burden->count; i++) {
        double dodge = pow(DODGE, i - (burden->count - 1) / 2.0);
        for (size_t k = 0; k < burden->amounts; k++) {
            const struct summary *summary = &burden->lines[i].summaries[k];
            if (summary->count > 0)
                fprintf(points, "%g\t%g\t%g\t%g\t%u\n", burden->times[k] * dodge, summary->median,
                        summary->interval.low, summary->interval.high, burden->lines[i].strategy->colour);
        }
        fprintf(points, "\n\n");
    }
    return plot_file_close(points);
}

/* The strategies that got through the most work, the fastest first; returns how many there are. */
static size_t order_names(const struct burden *burden, const struct burden_line *names[])
{
    size_t count = 0, most = burden->amounts - 1;

    for (size_t i = 0; i < burden->count; i++) {
        if (burden->lines[i].summaries[most].count == 0)
            continue;
        size_t place = count++;
        for (;
             place > 0 && names[place - 1]->summaries[most].median > burden->lines[i].summaries[most].median;
             place--)
            names[place] = names[place - 1];
        names[place] = &burden->lines[i];
    }
    return count;
}

/* The names at the right edge, each a line of text at least above the one before; where there is no room left
 * above, all of them stand lower. */
static int write_labels(const char *directory, const struct burden *burden)
{
    FILE *labels = plot_file(directory, "burden.labels");
    const struct burden_line *names[MAX_BURDENED];
    size_t count = order_names(burden, names), most = burden->amounts - 1;
    double top = most_time(burden), line = pow(top / least_time(burden), LINE_HEIGHT / PLOT_HEIGHT);
    double at[MAX_BURDENED], above = 0;

    if (!labels)
        return -1;
    for (size_t i = 0; i < count; i++)
        at[i] = above = fmax(names[i]->summaries[most].median, above * line);
    for (size_t i = 0; i < count; i++)
        fprintf(labels, "%g\t%g\t%s\t%u\n", burden->times[most] * LABEL_AT,
                at[i] * fmin(1, top / above / line), names[i]->strategy->title, names[i]->strategy->colour);
    return plot_file_close(labels);
}

bool has_burden_figure(const struct evidence *evidence)
{
    return find_parting(&evidence->burden).verdict != PARTING_NOT_MEASURED && !isnan(evidence->burden.once) &&
           evidence->burden.once > 0;
}

int write_burden_data(const char *directory, const struct evidence *evidence)
{
    if (write_values(directory, evidence) == -1 || write_points(directory, &evidence->burden) == -1)
        return -1;
    return write_labels(directory, &evidence->burden);
}
