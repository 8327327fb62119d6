/*
 * course.c - read and write courses as CSV.
 */
#include "course.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../system/files.h"

static const char header[] = "course,kind,images,image_bytes,latency_ms,workers,cycles,rows\n";
static const char *const kinds[] = {[COURSE_RACE] = "race", [COURSE_SCALE] = "scale"};

/* The state of reading one file. */
struct reading {
    const char *directory;
    struct course_runs *runs;
};

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
        fprintf(file, "%s,%s,%zu,%zu,%zu,%zu,%zu,%zu\n", course->name, kinds[course->kind], course->images,
                course->image_bytes, course->latency_ms, course->workers, course->cycles,
                runs->list[i].measurements.count);
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

static const char *take_course(const char *line, void *into)
{
    struct reading *reading = into;
    struct course_run run = {.course.images = 0};
    struct course *course = &run.course;
    char kind[16], path[PATH_MAX];
    size_t rows = 0;
    int end = 0;

    sscanf(line, "%31[^,/],%15[^,],%zu,%zu,%zu,%zu,%zu,%zu%n", course->name, kind, &course->images,
           &course->image_bytes, &course->latency_ms, &course->workers, &course->cycles, &rows, &end);
    if (end == 0 || line[end] != '\n' || course->images == 0 || course->workers == 0)
        return "not a course";
    course->kind = strcmp(kind, kinds[COURSE_SCALE]) == 0 ? COURSE_SCALE : COURSE_RACE;
    if (strcmp(kind, kinds[course->kind]) != 0)
        return "unknown kind of course";
    if (reading->runs->count == MAX_COURSES)
        return "too many courses";
    path_of(path, reading->directory, course->name, "");
    bool loaded = measurements_load(&run.measurements, path, CSV_REFUSE) == 0 &&
                  csv_check_rows(path, run.measurements.count, rows) == 0;
    path_of(path, reading->directory, course->name, "-memory");
    reading->runs->list[reading->runs->count++] = run; /* it owns its rows from here on */
    if (!loaded || memories_load(&reading->runs->list[reading->runs->count - 1].memories, path) == -1)
        return "unusable rows";
    return NULL;
}

int courses_load(struct course_runs *runs, const char *directory)
{
    struct reading reading = {directory, runs};
    char path[PATH_MAX];

    path_of(path, directory, "courses", "");
    return access(path, F_OK) == -1 ? 0 : csv_read(path, header, take_course, &reading, CSV_REFUSE);
}

void courses_free(struct course_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        measurements_free(&runs->list[i].measurements);
    runs->count = 0;
}
