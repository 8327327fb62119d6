/*
 * made_up.c - create cycles, memory sizes and timelines for a test, and read facts.json.
 */
#include "report_tests.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct evidence made_up;

static size_t orders;

struct measurement row_of(const char *strategy, size_t workers)
{
    struct configuration configuration = configuration_of(strategy_named(strategy), workers);
    struct measurement row = measurement_of(&configuration);

    row.user_seconds = 0.03;
    row.system_seconds = 0.02;
    row.peak_in_flight = workers;
    row.request_p50 = 0.020;
    row.request_p99 = 0.025;
    snprintf(row.outcome, sizeof row.outcome, "ok");
    return row;
}

void add_cycles_of(const struct measurement *first, size_t cycles, double seconds)
{
    for (size_t cycle = 1; cycle <= cycles; cycle++) {
        struct measurement row = *first;
        row.cycle = cycle;
        row.order = ++orders;
        row.wall_seconds = seconds * (1 + 0.02 * ((cycle * 7) % CYCLES) / CYCLES);
        row.program_seconds = row.wall_seconds + 0.01;
        measurements_add(&made_up.measurements, &row);
    }
}

void add_cycles(const char *strategy, size_t workers, double seconds)
{
    struct measurement row = row_of(strategy, workers);

    add_cycles_of(&row, CYCLES, seconds);
}

void add_times(const char *strategy, size_t workers, const double seconds[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct measurement row = row_of(strategy, workers);
        row.cycle = i + 1;
        row.order = ++orders;
        row.wall_seconds = row.program_seconds = seconds[i];
        measurements_add(&made_up.measurements, &row);
    }
}

void add_failure(const char *strategy, size_t workers, const char *outcome)
{
    struct measurement row = row_of(strategy, workers);

    row.cycle = 1;
    snprintf(row.outcome, sizeof row.outcome, "%s", outcome);
    measurements_add(&made_up.measurements, &row);
}

void add_memory(const char *strategy, size_t workers, size_t mebibytes)
{
    struct memory *row = &made_up.memories.rows[made_up.memories.count++];

    *row = (struct memory){.workers = workers, .processes = 1, .bytes = mebibytes << 20, .outcome = "ok"};
    snprintf(row->strategy, sizeof row->strategy, "%s", strategy);
}

void add_run(struct traces *traces, const char *strategy, size_t workers, double each)
{
    struct traced_run *run = &traces->runs[traces->count++];

    *run = (struct traced_run){.workers = workers, .count = TRACED_IMAGES};
    snprintf(run->strategy, sizeof run->strategy, "%s", strategy);
    for (size_t i = 0; i < run->count; i++)
        run->rows[i] = (struct trace){i + 1, 1, i + 1, i * each, i * each, (i + 0.5) * each, (i + 1) * each};
}

static void add_experiments(void)
{
    static const char *const names[] = {"threads", "async", "processes"};

    for (size_t i = 0; i < 12; i++) {
        struct measurement row = row_of(names[i / 4], 10);
        snprintf(row.experiment, sizeof row.experiment, "reuse");
        row.connect_ms = i % 4 < 2 ? 0 : 10;
        row.fresh = i % 2;
        add_cycles_of(&row, CYCLES, 0.1 * (1 + row.fresh * row.connect_ms / 10.0));
    }
    for (size_t i = 0; i < 9; i++) {
        struct measurement row = row_of(names[i / 3], 8);
        snprintf(row.experiment, sizeof row.experiment, "work");
        row.work = i % 3 == 0 ? 1 : 64;
        row.cores = i % 3 == 2;
        row.user_seconds = 0.5;
        add_cycles_of(&row, CYCLES, row.work == 64 ? 0.4 : 0.1);
    }
}

static void add_course(const char *name, enum course_kind kind, size_t images)
{
    struct course_run *run = &made_up.courses.list[made_up.courses.count++];
    static const char *const names[] = {"async", "hybrid", "epoll"};

    *run = (struct course_run){.course = {.kind = kind,
                                          .images = images,
                                          .image_bytes = 2048,
                                          .latency_ms = 20,
                                          .workers = 100,
                                          .cycles = 6}};
    snprintf(run->course.name, sizeof run->course.name, "%s", name);
    for (size_t i = 0; i < 3; i++) {
        struct measurements kept = made_up.measurements;
        struct measurement row = row_of(names[i], 100);
        made_up.measurements = run->measurements;
        add_cycles_of(&row, 6, 0.1 * (i + 1));
        row.workers = 10;
        if (kind == COURSE_SCALE)
            add_cycles_of(&row, 6, 0.2 * (i + 1));
        run->measurements = made_up.measurements;
        made_up.measurements = kept;
    }
}

/* For the program without a lock. */
static void add_steps(void)
{
    made_up.interleaving.count = 2;
    made_up.interleaving.rows[0] = (struct interleaved_step){1, 20, false, "reads 0", "next < length"};
    made_up.interleaving.rows[1] = (struct interleaved_step){2, 24, true, "fetches image 1", "f(a, b);"};
}

void add_everything(void)
{
    const size_t counts[] = {5, 10, 20, 50};

    add_cycles("sequential", 1, 4);
    for (size_t i = 0; i < 4; i++) {
        add_cycles("threads", counts[i], 4.0 / counts[i]);
        add_cycles("async", counts[i], 4.2 / counts[i]);
        add_cycles("threads-yours", counts[i], i < 3 ? 5.0 / counts[i] : 0.9); /* more threads are slower */
        add_memory("threads", counts[i], 8);
        add_memory("async", counts[i], 2);
    }
    add_cycles("processes", 2, 2);
    add_cycles("processes", 8, 0.5);
    add_cycles("processes-mistake", 2, 4);
    add_cycles("processes-mistake", 8, 4);
    add_failure("hybrid", 5, "Segmentation fault");
    add_experiments();
    add_steps();
    add_course("near", COURSE_RACE, 200);
    add_course("thousand", COURSE_SCALE, 1000);
    add_run(&made_up.waterfall, "sequential", 1, 0.1);
    add_run(&made_up.waterfall, "threads", 8, 0.02);
    add_run(&made_up.flight, "threads", FLIGHT_FEW, 0.02);
    add_run(&made_up.flight, "threads", FLIGHT_MANY, 0.02);
}

/* The output of the original's decorator. */
static void make_transcript(void)
{
    const int counters[] = {0, 1, 2, 3, 4, 1, 2, 3, 4, 1};
    char text[1000] = "";

    for (size_t i = 0; i < 10; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 " Function called %d times %s data... Result: %d\n", counters[i],
                 strchr("0468", '0' + (int)i) ? "Calculating" : "Cached", i == 6 ? 6 : 5);
    transcript_parse(&made_up.transcript, text);
}

cJSON *made_up_facts(void)
{
    static const char *const facts[][2] = {
        {"images", "200"}, {"cycles", "10"},       {"latency_ms", "20"},      {"seed", "1"},
        {"cores", "2"},    {"reuse_images", "60"}, {"reuse_latency_ms", "5"}, {"work_images", "24"},
        {"load", "0.1"}};

    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        if (!fact_text(&made_up.facts, facts[i][0]))
            facts_set(&made_up.facts, facts[i][0], "%s", facts[i][1]);
    }
    ck_assert_int_eq(original_load(&made_up.original, "report/original.csv"), 0);
    make_transcript();
    evidence_analyse(&made_up);
    return facts_json(&made_up);
}

void forget(void)
{
    measurements_free(&made_up.measurements);
    courses_free(&made_up.courses);
    made_up = (struct evidence){.result_count = 0};
    orders = 0;
}

cJSON *at(const cJSON *facts, const char *path)
{
    const cJSON *item = facts;
    char part[64];

    for (const char *rest = path; *rest; rest += strcspn(rest, "."), rest += *rest == '.') {
        snprintf(part, sizeof part, "%.*s", (int)strcspn(rest, "."), rest);
        item = cJSON_IsArray(item) ? cJSON_GetArrayItem(item, atoi(part)) : cJSON_GetObjectItem(item, part);
        ck_assert_msg(item != NULL, "facts.json has no %s of %s", part, path);
    }
    return (cJSON *)item;
}

bool is_set(const cJSON *facts, const char *path)
{
    return cJSON_IsTrue(at(facts, path));
}

const char *text_at(const cJSON *facts, const char *path)
{
    return cJSON_GetStringValue(at(facts, path));
}

int take_errors(FILE **taken)
{
    int errors = dup(STDERR_FILENO);

    *taken = tmpfile();
    dup2(fileno(*taken), STDERR_FILENO);
    return errors;
}

void end_of_errors(int errors, FILE *taken, char text[], size_t size)
{
    dup2(errors, STDERR_FILENO);
    close(errors);
    rewind(taken);
    text[fread(text, 1, size - 1, taken)] = '\0';
    fclose(taken);
}
