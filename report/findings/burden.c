/*
 * burden.c - strategies under work for the processor, and who falls behind.
 */
#include "burden.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "findings.h"

static bool is_of_work(const struct measurement *row)
{
    return strcmp(row->experiment, experiment_name(EXPERIMENT_WORK)) == 0;
}

static int compare_amounts(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

/* What was measured tells what there is: the table of profiles may be younger. */
static void find_amounts(struct burden *burden, const struct measurements *measurements)
{
    for (size_t i = 0; i < measurements->count; i++) {
        const struct measurement *row = &measurements->rows[i];
        size_t known = 0;
        if (!is_of_work(row))
            continue;
        burden->workers = row->workers;
        while (known < burden->amounts && burden->times[known] != row->work)
            known++;
        if (known == burden->amounts && known < MAX_WORK_AMOUNTS)
            burden->times[burden->amounts++] = row->work;
    }
    qsort(burden->times, burden->amounts, sizeof burden->times[0], compare_amounts);
}

static bool was_measured(const struct strategy *strategy, const struct measurements *measurements)
{
    for (size_t i = 0; i < measurements->count; i++) {
        if (is_of_work(&measurements->rows[i]) && strcmp(measurements->rows[i].strategy, strategy->name) == 0)
            return true;
    }
    return false;
}

static void add_line(struct burden *burden, const struct strategy *strategy,
                     const struct measurements *measurements)
{
    struct burden_line *line = &burden->lines[burden->count++];
    struct configuration configuration = configuration_of(strategy, burden->workers);

    line->strategy = strategy;
    configuration.experiment = EXPERIMENT_WORK;
    for (size_t i = 0; i < burden->amounts; i++) {
        configuration.work = burden->times[i];
        summarise(&line->summaries[i], &configuration, measurements);
    }
}

/* From the least work to the most, what is added to the processor time is the work alone. */
static double cost_of_once(const struct burden *burden)
{
    double values[MAX_BURDENED];
    size_t count = 0, last = burden->amounts - 1;

    for (size_t i = 0; i < burden->count; i++) {
        const struct summary *least = &burden->lines[i].summaries[0];
        const struct summary *most = &burden->lines[i].summaries[last];
        double work = (double)burden->images * (burden->times[last] - burden->times[0]);
        if (least->count > 0 && most->count > 0 && work > 0)
            values[count++] = (median(processor_sample(most)) - median(processor_sample(least))) / work;
    }
    return count > 0 ? median((struct sample){values, count}) : NAN;
}

void analyse_burden(struct burden *burden, const struct facts *facts, const struct measurements *measurements)
{
    *burden = (struct burden){.images = fact_number(facts, "work_images"),
                              .cores = fact_number(facts, "cores"),
                              .latency = fact_number(facts, "latency_ms") / 1000,
                              .seed = fact_number(facts, "seed"),
                              .once = NAN};
    find_amounts(burden, measurements);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (burden->count < MAX_BURDENED && was_measured(strategy, measurements))
            add_line(burden, strategy, measurements);
    }
    if (burden->amounts > 0)
        burden->once = cost_of_once(burden);
}

double burden_bound(const struct burden *burden, size_t amount, size_t cores)
{
    double work = burden->images * burden->times[amount] * burden->once / cores;

    return fmax(work, time_bound(burden->images, burden->workers, burden->latency));
}

double cores_busy(const struct summary *summary)
{
    return median(processor_sample(summary)) / summary->median;
}

/* The fastest of those that got through this amount of work, or NULL. */
static const struct burden_line *fastest_at(const struct burden *burden, size_t amount)
{
    const struct burden_line *fastest = NULL;

    for (size_t i = 0; i < burden->count; i++) {
        const struct burden_line *line = &burden->lines[i];
        if (line->summaries[amount].count > 0 &&
            (!fastest || line->summaries[amount].median < fastest->summaries[amount].median))
            fastest = line;
    }
    return fastest;
}

static bool is_behind(const struct burden *burden, const struct burden_line *line, size_t amount)
{
    const struct burden_line *fastest = fastest_at(burden, amount);

    if (line == fastest || line->summaries[amount].count == 0)
        return false;
    struct interval ratio = ratio_interval(wall_sample(&line->summaries[amount]),
                                           wall_sample(&fastest->summaries[amount]), burden->seed);
    return find_ratio(ratio) == RATIO_LARGER &&
           line->summaries[amount].median >= BEHIND * fastest->summaries[amount].median;
}

/* Keep those that are behind in the order of their times. */
static void add_behind(struct parting_finding *finding, const struct burden_line *line)
{
    size_t place = finding->behind_count++;

    while (place > 0 && finding->behind[place - 1]->summaries[finding->amount].median >
                            line->summaries[finding->amount].median) {
        finding->behind[place] = finding->behind[place - 1];
        place--;
    }
    finding->behind[place] = line;
}

static size_t parted_since(const struct burden *burden, const struct parting_finding *finding)
{
    for (size_t amount = finding->amount; amount > 0; amount--) {
        for (size_t i = 0; i < finding->behind_count; i++) {
            if (!is_behind(burden, finding->behind[i], amount - 1))
                return amount;
        }
    }
    return 0;
}

struct parting_finding find_parting(const struct burden *burden)
{
    struct parting_finding finding = {.verdict = PARTING_NOT_MEASURED};

    if (burden->amounts == 0)
        return finding;
    finding.amount = burden->amounts - 1;
    finding.fastest = fastest_at(burden, finding.amount);
    for (size_t i = 0; i < burden->count; i++) {
        const struct burden_line *line = &burden->lines[i];
        if (line->summaries[finding.amount].count == 0)
            continue;
        if (is_behind(burden, line, finding.amount))
            add_behind(&finding, line);
        else
            finding.level[finding.level_count++] = line;
    }
    if (finding.behind_count + finding.level_count < 2)
        return finding;
    if (cores_busy(&finding.fastest->summaries[finding.amount]) < BUSY_ENOUGH)
        finding.verdict = PARTING_DISTURBED;
    else
        finding.verdict = finding.behind_count > 0 ? PARTING_SOME : PARTING_NOBODY;
    if (finding.verdict == PARTING_SOME)
        finding.since = parted_since(burden, &finding);
    return finding;
}
