/*
 * scale.c - how the cost grows with images and with workers.
 */
#include "scale.h"

#include <math.h>
#include <string.h>

#include "../writing/number_text.h"

#define MICRO     1e6
#define SAME_WORK 1.15 /* factors of the time an image that are no change worth a word */

const struct course_result *scale_course(const struct course_results *results, size_t number)
{
    for (size_t i = 0; i < results->count; i++) {
        if (results->list[i].course.kind == COURSE_SCALE && number-- == 0)
            return &results->list[i];
    }
    return NULL;
}

bool has_scale(const struct course_results *results)
{
    return scale_course(results, 0) != NULL;
}

static size_t count_courses(const struct course_results *results)
{
    size_t count = 0;

    while (scale_course(results, count))
        count++;
    return count;
}

const struct summary *scale_summary(const struct course_result *course, const char *strategy, size_t workers)
{
    size_t place = find_summary(&course->analysis, strategy, workers);

    return place == NOWHERE ? NULL : &course->analysis.summaries[place];
}

double images_a_second(const struct course_result *course, const struct summary *summary)
{
    return course->course.images / summary->median;
}

double processor_an_image(const struct course_result *course, const struct summary *summary)
{
    return MICRO * median(processor_sample(summary)) / course->course.images;
}

static struct growth growth_of(const struct course_result *course, const struct strategy *strategy)
{
    struct growth growth = {.few = scale_summary(course, strategy->name, SCALE_FEW_WORKERS),
                            .most = scale_summary(course, strategy->name, course->course.workers)};

    if (!growth.few || !growth.most || growth.few == growth.most)
        return (struct growth){.few = NULL};
    growth.factor = median(processor_sample(growth.most)) / median(processor_sample(growth.few));
    growth.interval =
        ratio_interval(processor_sample(growth.most), processor_sample(growth.few), course->analysis.seed);
    return growth;
}

struct scale_finding find_scale(const struct course_results *results)
{
    struct scale_finding finding = {.verdict = SCALE_NOT_MEASURED};

    if (!has_scale(results))
        return finding;
    finding.course = scale_course(results, count_courses(results) / 2);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        struct growth growth = growth_of(finding.course, strategy);
        if (!growth.few)
            continue;
        if (!finding.least.few || growth.factor < finding.least.factor)
            finding.least = growth;
        if (!finding.greatest.few || growth.factor > finding.greatest.factor)
            finding.greatest = growth;
    }
    if (finding.least.few)
        finding.verdict = finding.greatest.interval.low > SCALE_WORTH_A_WORD ? SCALE_GROWS : SCALE_FLAT;
    return finding;
}

static const char *title_of(const struct summary *summary)
{
    return summary->configuration.strategy->title;
}

void write_scale_headline(FILE *out, const struct course_results *results)
{
    struct scale_finding finding = find_scale(results);

    switch (finding.verdict) {
    case SCALE_NOT_MEASURED:
        fprintf(out, "What more workers cost could not be measured");
        break;
    case SCALE_FLAT:
        fprintf(out, "Up to %zu workers, an image costs hardly more than with %d",
                finding.course->course.workers, SCALE_FEW_WORKERS);
        break;
    case SCALE_GROWS:
        fprintf(out, "With %zu workers instead of %d an image costs %s %s times as much",
                finding.course->course.workers, SCALE_FEW_WORKERS, title_of(finding.greatest.few),
                ratio_text(finding.greatest.factor).text);
        if (finding.least.few != finding.greatest.few)
            fprintf(out, ", %s %s times", title_of(finding.least.few), ratio_text(finding.least.factor).text);
        break;
    }
}

static void write_workers_growth(FILE *out, const struct scale_finding *finding)
{
    if (finding->verdict == SCALE_NOT_MEASURED) {
        fprintf(out, "- **More workers.** What they cost could not be measured.\n");
        return;
    }
    const char *separator = "";
    fprintf(
        out,
        "- **More workers.** Processor time an image with %zu workers, against that with %d, at %zu images: ",
        finding->course->course.workers, SCALE_FEW_WORKERS, finding->course->course.images);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        struct growth growth = growth_of(finding->course, strategy);
        if (!growth.few)
            continue;
        fprintf(out, "%s%s %s times as much (%s)", separator, strategy->title, ratio_text(growth.factor).text,
                ratio_interval_text(growth.interval).text);
        separator = ", ";
    }
    fprintf(out, ".\n");
}

/* The most images a second of any strategy of a course. */
static const struct summary *fastest_of(const struct course_result *course)
{
    return course->analysis.fastest == NOWHERE ? NULL : &course->analysis.summaries[course->analysis.fastest];
}

/* From the fewest images to the most, does an image stay as cheap, with the same program? */
static void write_images_growth(FILE *out, const struct course_results *results)
{
    const struct course_result *first = scale_course(results, 0);
    const struct course_result *last = scale_course(results, count_courses(results) - 1);
    const struct summary *after = fastest_of(last);
    const struct summary *before =
        after ? scale_summary(first, after->configuration.strategy->name, after->configuration.workers)
              : NULL;

    if (first == last || !before)
        return;
    double factor = images_a_second(last, after) / images_a_second(first, before);
    fprintf(out, "- **More images.** %s: from %zu to %zu images the rate ", after->configuration.label,
            first->course.images, last->course.images);
    if (factor > SAME_WORK)
        fprintf(out,
                "grows from %.0f to %.0f images a second: starting the program and its workers costs the same"
                " however many images there are, and the more there are, the less of it falls to each.",
                images_a_second(first, before), images_a_second(last, after));
    else if (factor < 1 / SAME_WORK)
        fprintf(out,
                "falls from %.0f to %.0f images a second: an image costs more where there are more of them.",
                images_a_second(first, before), images_a_second(last, after));
    else
        fprintf(
            out,
            "stays what it is, %.0f and %.0f images a second: the time grows as the number of images does.",
            images_a_second(first, before), images_a_second(last, after));
    fprintf(out, "\n");
}

/* What one worker more takes of memory, from the difference between few and most. */
static void write_memory_growth(FILE *out, const struct scale_finding *finding)
{
    const char *separator = "- **Memory.** A worker more takes ";

    if (finding->verdict == SCALE_NOT_MEASURED)
        return;
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        struct growth growth = growth_of(finding->course, strategy);
        if (!growth.few || isnan(growth.few->memory) || isnan(growth.most->memory))
            continue;
        double workers = growth.most->configuration.workers - growth.few->configuration.workers;
        fprintf(out, "%s%.0f KiB with %s", separator,
                (growth.most->memory - growth.few->memory) / 1024 / workers, strategy->title);
        separator = ", ";
    }
    if (strcmp(separator, ", ") == 0)
        fprintf(out, ".\n");
}

static void write_rates(FILE *out, const struct course_results *results)
{
    const char *separator = "- **The most a second.** ";

    for (size_t i = 0; scale_course(results, i); i++) {
        const struct course_result *course = scale_course(results, i);
        const struct summary *fastest = fastest_of(course);
        if (!fastest)
            continue;
        fprintf(out, "%s%zu images: %s, %.0f images a second", separator, course->course.images,
                fastest->configuration.label, images_a_second(course, fastest));
        separator = "; ";
    }
    if (strcmp(separator, "; ") == 0)
        fprintf(out, ".\n");
}

void write_scale(FILE *out, const struct course_results *results)
{
    struct scale_finding finding = find_scale(results);

    write_rates(out, results);
    write_images_growth(out, results);
    write_workers_growth(out, &finding);
    write_memory_growth(out, &finding);
}

static void write_cell(FILE *out, const struct course_result *course, const struct summary *summary,
                       double (*number)(const struct course_result *course, const struct summary *summary))
{
    if (summary)
        fprintf(out, "| %.0f ", number(course, summary));
    else
        fprintf(out, "| *failed* ");
}

static void write_table_head(FILE *out, const struct course_results *results)
{
    fprintf(out, "| Strategy | Workers ");
    for (size_t i = 0; scale_course(results, i); i++)
        fprintf(out, "| %zu: images/s | µs an image ", scale_course(results, i)->course.images);
    fprintf(out, "| Memory, MiB |\n|:---|---:");
    for (size_t i = 0; scale_course(results, i); i++)
        fprintf(out, "|---:|---:");
    fprintf(out, "|---:|\n");
}

void write_scale_table(FILE *out, const struct course_results *results)
{
    const struct course_result *middle = find_scale(results).course;

    write_table_head(out, results);
    for (size_t i = 0; middle && i < middle->analysis.count; i++) {
        const struct summary *row = &middle->analysis.summaries[i];
        const struct configuration *configuration = &row->configuration;
        fprintf(out, "| %s | %zu ", configuration->strategy->title, configuration->workers);
        for (size_t j = 0; scale_course(results, j); j++) {
            const struct course_result *course = scale_course(results, j);
            const struct summary *summary =
                scale_summary(course, configuration->strategy->name, configuration->workers);
            write_cell(out, course, summary, images_a_second);
            write_cell(out, course, summary, processor_an_image);
        }
        if (isnan(row->memory))
            fprintf(out, "| – |\n");
        else
            fprintf(out, "| %.1f |\n", row->memory / MEBIBYTE);
    }
}
