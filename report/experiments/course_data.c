/*
 * course_data.c - courses to and from CSV, and their analysis.
 */
#include "course.h"

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../system/files.h"
#include "peers.h"

static const char header[] = "course,kind,images,image_bytes,latency_ms,workers,cycles\n";
static const char *const kinds[] = {[COURSE_RACE] = "race", [COURSE_SCALE] = "scale"};

static void path_of(char path[PATH_MAX], const char *directory, const char *name, const char *what)
{
    snprintf(path, PATH_MAX, "%s/%s%s.csv", directory, name, what);
}

static int save_list(const struct course_runs *runs, const char *directory)
{
    struct whole_file whole;
    char path[PATH_MAX];

    path_of(path, directory, "courses", "");
    FILE *file = whole_file_begin(&whole, path);
    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < runs->count; i++) {
        const struct course *course = &runs->list[i].course;
        fprintf(file, "%s,%s,%zu,%zu,%zu,%zu,%zu\n", course->name, kinds[course->kind], course->images,
                course->image_bytes, course->latency_ms, course->workers, course->cycles);
    }
    return whole_file_end(&whole);
}

int courses_save(const struct course_runs *runs, const char *directory)
{
    char path[PATH_MAX];

    if (remove_tree(directory) == -1 || make_directories(directory) == -1)
        return -1;
    for (size_t i = 0; i < runs->count; i++) {
        const struct course_run *run = &runs->list[i];
        path_of(path, directory, run->course.name, "");
        if (measurements_save(&run->measurements, path) == -1)
            return -1;
        path_of(path, directory, run->course.name, "-memory");
        if (memories_save(&run->memories, path) == -1)
            return -1;
    }
    return save_list(runs, directory);
}

/* Every configuration that a course may have: of a strategy with any number of workers, and of every peer. */
static size_t list_entrants(const struct course *course, struct configuration list[MAX_CONFIGURATIONS])
{
    size_t count = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_REFERENCE)
            continue;
        list[count++] = configuration_of(strategy, 1);
        if (course->kind == COURSE_RACE && !is_single(strategy))
            list[count - 1] = configuration_of(strategy, course->workers);
        for (size_t workers = 10; course->kind == COURSE_SCALE && workers <= course->workers; workers *= 10)
            list[count++] = configuration_of(strategy, workers);
    }
    for (const struct peer *peer = peers; peer->strategy.name; peer++)
        list[count++] = configuration_of(&peer->strategy, course->workers);
    return count;
}

void analyse_course(struct course_result *result, struct measurements *measurements,
                    const struct memories *memories, uint64_t seed)
{
    const struct course *course = &result->course;
    struct analysis *analysis = &result->analysis;
    struct configuration entrants[MAX_CONFIGURATIONS];

    for (size_t i = 0; i < measurements->count; i++)
        measurements->rows[i].wall_seconds = measurements->rows[i].program_seconds;
    analysis->images = course->images;
    analysis->cycles = course->cycles;
    analysis->latency = course->latency_ms / 1000.0;
    analysis->seed = seed;
    analyse_configurations(analysis, entrants, list_entrants(course, entrants), measurements, memories);
}

static bool parse_course(const char *line, struct course *course)
{
    char kind[16];

    *course = (struct course){.kind = COURSE_RACE};
    int fields = sscanf(line, "%31[^,],%15[^,],%zu,%zu,%zu,%zu,%zu", course->name, kind, &course->images,
                        &course->image_bytes, &course->latency_ms, &course->workers, &course->cycles);
    if (fields == 7 && strcmp(kind, kinds[COURSE_SCALE]) == 0)
        course->kind = COURSE_SCALE;
    return fields == 7 && strcmp(kind, kinds[course->kind]) == 0 && course->images > 0 && course->workers > 0;
}

static int load_one(struct course_result *result, const char *directory, uint64_t seed)
{
    struct measurements measurements = {0};
    static struct memories memories;
    char path[PATH_MAX];

    path_of(path, directory, result->course.name, "");
    int loaded = measurements_load(&measurements, path);
    path_of(path, directory, result->course.name, "-memory");
    if (loaded == 0)
        loaded = memories_load(&memories, path);
    if (loaded == 0)
        analyse_course(result, &measurements, &memories, seed);
    measurements_free(&measurements);
    return loaded;
}

int courses_load(struct course_results *results, const char *directory, uint64_t seed)
{
    char path[PATH_MAX], line[256];
    int loaded = 0;

    results->count = 0;
    path_of(path, directory, "courses", "");
    if (access(path, F_OK) == -1)
        return 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        warn("%s", path);
        return -1;
    }
    for (size_t number = 1; loaded == 0 && results->count < MAX_COURSES && fgets(line, sizeof line, file);
         number++) {
        struct course_result *result = &results->list[results->count];
        if (number == 1 ? strcmp(line, header) != 0 : !parse_course(line, &result->course)) {
            warnx("%s, line %zu: not a course", path, number);
            loaded = -1;
        } else if (number > 1) {
            loaded = load_one(result, directory, seed);
            results->count++;
        }
    }
    fclose(file);
    return loaded;
}
