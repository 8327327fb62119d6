/*
 * class.c - read a class and its results.
 */
#include "class.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "candidates.h"

#define MOST_TEXT ((size_t)256 << 20)

static char *read_text(const char *path)
{
    size_t size;

    return read_regular(AT_FDCWD, path, MOST_TEXT, &size, NULL);
}

static const char *string_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));

    return text ? text : "";
}

static double number_of(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItem(object, name);

    return cJSON_IsNumber(number) ? number->valuedouble : 0;
}

static void read_tests(struct row *row, const cJSON *document)
{
    const cJSON *test;

    cJSON_ArrayForEach(test, cJSON_GetObjectItem(document, "tests"))
    {
        if (row->count == MOST_TESTS)
            break;
        const char *milestone =
            cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetObjectItem(test, "tags"), 0));
        const cJSON *extra = cJSON_GetObjectItem(test, "extra_data");
        struct graded *graded = &row->tests[row->count++];
        *graded = (struct graded){.name = string_of(extra, "test"),
                                  .picture = string_of(extra, "picture"),
                                  .sentence = string_of(test, "name"),
                                  .message = string_of(test, "output"),
                                  .passed = strcmp(string_of(test, "status"), "passed") == 0,
                                  .stretch = milestone && strcmp(milestone, "stretch") == 0,
                                  .points = number_of(test, "score"),
                                  .most_points = number_of(test, "max_score")};
        *(graded->stretch ? &row->stretch : &row->core) += graded->points;
    }
}

/* A result for another file, seed or version does not belong to this row. */
static void read_result(struct row *row, const char *grades, const char *version)
{
    char path[4096], of[512];

    snprintf(path, sizeof path, "%s/results/%s-%s", grades, row->key, row->lab);
    snprintf(of, sizeof of, "%s %s %s\n", row->hash, row->seed, version);
    char *text = read_text(path);
    if (!text || strncmp(text, of, strlen(of)) != 0) {
        free(text);
        strcat(path, ".error");
        text = read_text(path);
        row->note = text ? strtok(text, "\n") : "not graded yet";
        return;
    }
    const char *built = text + strlen(of), *json = strchr(built, '\n');
    cJSON *document = json ? cJSON_Parse(json) : NULL;
    if (!document) {
        row->note = "cannot read the result";
        return;
    }
    row->graded = true;
    row->built = strncmp(built, "built", 5) == 0;
    row->seconds = number_of(document, "execution_time");
    read_tests(row, document);
    free(text);
}

/* Split a line at its tabs, in place. */
static bool split(char *line, const char *fields[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fields[i] = line;
        char *tab = line ? strchr(line, '\t') : NULL;
        if (!line || (!tab && i + 1 < count))
            return false;
        if (tab)
            *tab = '\0';
        line = tab ? tab + 1 : NULL;
    }
    return true;
}

struct class class_read(const char *grades, const char *version)
{
    struct class class = {.count = 0};
    char path[4096], *next;

    snprintf(path, sizeof path, "%s/class.tsv", grades);
    char *text = read_text(path);
    if (!text) {
        perror(path);
        exit(1);
    }
    for (char *line = text; *line; line = next) {
        const char *fields[6];
        size_t length = strcspn(line, "\n");
        next = line + length + (line[length] == '\n');
        line[length] = '\0';
        class.rows = realloc(class.rows, (class.count + 1) * sizeof *class.rows);
        if (!class.rows || !split(line, fields, 6)) {
            fprintf(stderr, "cannot read %s\n", path);
            exit(1);
        }
        class.rows[class.count++] = (struct row){.key = fields[0],
                                                 .student = fields[1],
                                                 .lab = fields[2],
                                                 .hash = fields[3],
                                                 .seed = fields[4],
                                                 .note = fields[5]};
    }
    for (size_t i = 0; i < class.count; i++)
        if (!*class.rows[i].note)
            read_result(&class.rows[i], grades, version);
    return class;
}
