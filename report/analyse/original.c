/*
 * original.c - section "The original, and its five mistakes".
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

#define SAME_LATENCY 0.10 /* relative difference below which seconds can be compared */

static double per_image_ms(const struct original_row *row)
{
    return 1000 * median(original_sample(row)) * row->workers / ORIGINAL_IMAGES;
}

/* Time a worker needs for an image: with a new connection each time, and in the processes, whose parent did
 * it all. */
static void put_images(cJSON *original, const struct original *data, const struct analysis *analysis)
{
    const struct original_row *one = original_row(data, "sequential", 1),
                              *threads = original_row(data, "threads", 5);
    const struct original_row *processes = original_row(data, "processes", 4);

    put_flag(original, "complete", one && threads && processes);
    if (!one || !threads || !processes)
        return;
    double alone = per_image_ms(one), parent = per_image_ms(processes) / processes->workers;
    struct comparison c = compare(original_sample(processes), original_sample(one), analysis->seed);
    put_seconds(original, "sequential", median(original_sample(one)));
    put_seconds(original, "processes", median(original_sample(processes)));
    put_text(original, "sequential_ms", "%.0f", alone);
    put_text(original, "threads_ms", "%.0f", per_image_ms(threads));
    put_text(original, "processes_ms", "%.0f", parent);
    put_text(original, "saved_ms", "%.0f", alone - parent);
    put_comparison(original, "processes_against", &c);
    put_flag(original, "same_latency", fabs(alone / 1000 - analysis->latency) < SAME_LATENCY * alone / 1000);
    put_text(original, "table_5", "%.2f", ORIGINAL_PRINTED_5_THREADS);
    put_text(original, "mean_5", "%.2f", mean(original_sample(threads)));
}

/* The row whose mean differs most from its median. One slow run is enough for that. */
static void put_slow_run(cJSON *original, const struct original *data)
{
    const struct original_row *worst = NULL;
    double farthest = 0, longest = 0;

    for (size_t i = 0; i < data->count; i++) {
        double ratio = mean(original_sample(&data->rows[i])) / median(original_sample(&data->rows[i]));
        if (ratio > farthest) {
            farthest = ratio;
            worst = &data->rows[i];
        }
    }
    for (size_t i = 0; worst && i < worst->count; i++)
        longest = fmax(longest, worst->seconds[i]);
    put_text(original, "slow_label", "%zu %s", worst ? worst->workers : 0, worst ? worst->strategy : "");
    put_seconds(original, "slow_mean", worst ? mean(original_sample(worst)) : NAN);
    put_seconds(original, "slow_median", worst ? median(original_sample(worst)) : NAN);
    put_seconds(original, "slow_longest", longest);
}

/* Whether its first cycles were a warm-up. */
static void put_warm_up(cJSON *original, const struct original *data)
{
    size_t slowest = 0;
    double expected = 0;

    for (size_t i = 0; i < data->count; i++) {
        const struct original_row *row = &data->rows[i];
        size_t place = 0;
        for (size_t k = 1; k < row->count; k++)
            place = row->seconds[k] >= row->seconds[place] ? k : place;
        slowest += place == 0 && row->count > 1;
        expected += row->count > 1 ? 1.0 / row->count : 0;
    }
    double chance = data->count > 0 ? binomial_at_least(data->count, expected / data->count, slowest) : NAN;
    put_count(original, "first_slowest", slowest);
    put_count(original, "rows", data->count);
    put_text(original, "first_expected", "%.1f", expected);
    put_text(original, "first_chance", "%.4f", chance);
    put_flag(original, "warm_up", chance < 0.05);
}

/* Its strategies: from the fewest workers to the most. */
static void put_gains(cJSON *original, const struct original *data, uint64_t seed)
{
    cJSON *gains = put_list(original, "gains");
    const struct original_row *first = NULL;

    for (size_t i = 0; i < data->count; i++) {
        const struct original_row *row = &data->rows[i];
        bool last = i + 1 == data->count || strcmp(row->strategy, data->rows[i + 1].strategy) != 0;
        if (!first || strcmp(first->strategy, row->strategy) != 0)
            first = row;
        if (!last || first == row)
            continue;
        struct comparison c = compare(original_sample(row), original_sample(first), seed);
        cJSON *gain = add_object(gains);
        put_text(gain, "strategy", "%s", row->strategy);
        put_count(gain, "from", first->workers);
        put_count(gain, "to", row->workers);
        put_comparison(gain, "c", &c);
    }
}

/* A row of the table: the mistake repeated in C, the same with the work handed to the children, and the
 * original. */
static void put_mistake_row(cJSON *rows, const struct evidence *evidence, const struct original_row *theirs)
{
    const struct summary *mistake = find_summary(&evidence->workers, "processes-mistake", theirs->workers);
    const struct summary *right = find_summary(&evidence->workers, "processes", theirs->workers);
    cJSON *row = add_object(rows);

    put_count(row, "workers", theirs->workers);
    put_count(row, "n", mistake ? mistake->count : 0);
    put_flag(row, "measured", mistake);
    put_seconds(row, "parent", mistake ? mistake->median : NAN);
    put_text(row, "parent_flight", "%.0f", mistake ? most_in_flight(mistake) : 0);
    put_flag(row, "has_children", right);
    put_seconds(row, "children", right ? right->median : NAN);
    put_text(row, "children_flight", "%.0f", right ? most_in_flight(right) : 0);
    put_seconds(row, "mean", mean(original_sample(theirs)));
    put_seconds(row, "median", median(original_sample(theirs)));
}

/* Compare the fewest processes with the most. */
static void put_mistake(cJSON *facts, const struct evidence *evidence)
{
    cJSON *mistake = put_object(facts, "mistake"), *rows = put_list(mistake, "rows");
    const struct optimum *wrong = find_optimum(evidence, "processes-mistake");
    double flight = 0;

    for (size_t i = 0; i < evidence->original.count; i++) {
        if (strcmp(evidence->original.rows[i].strategy, "processes") == 0)
            put_mistake_row(rows, evidence, &evidence->original.rows[i]);
    }
    put_flag(mistake, "any", wrong);
    if (!wrong)
        return;
    const struct summary *few = wrong->list[0], *many = wrong->list[wrong->count - 1];
    const struct summary *from = find_summary(&evidence->workers, "processes", few->configuration.workers);
    const struct summary *to = find_summary(&evidence->workers, "processes", many->configuration.workers);
    struct comparison gain = compare(wall_sample(many), wall_sample(few), evidence->workers.seed);
    for (size_t i = 0; i < wrong->count; i++)
        flight = fmax(flight, most_in_flight(wrong->list[i]));
    put_count(mistake, "from", few->configuration.workers);
    put_count(mistake, "to", many->configuration.workers);
    put_text(mistake, "flight", "%.0f", flight);
    put_flag(mistake, "alone", flight <= 1);
    put_comparison(mistake, "gain", &gain);
    put_flag(mistake, "has_right", from && to);
    if (!from || !to)
        return;
    struct comparison right = compare(wall_sample(to), wall_sample(from), evidence->workers.seed);
    put_comparison(mistake, "right", &right);
}

void put_original(cJSON *facts, const struct evidence *evidence)
{
    cJSON *original = put_object(facts, "original");

    put_images(original, &evidence->original, &evidence->workers);
    put_slow_run(original, &evidence->original);
    put_warm_up(original, &evidence->original);
    put_gains(original, &evidence->original, evidence->workers.seed);
    put_mistake(facts, evidence);
}
