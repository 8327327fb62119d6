/*
 * facts.c - read and write the facts of a run as CSV.
 */
#include "facts.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system/files.h"
#include "csv.h"

static const char header[] = "fact,value\n";

void facts_set(struct facts *facts, const char *name, const char *format, ...)
{
    struct fact *fact = &facts->list[facts->count < MAX_FACTS ? facts->count++ : MAX_FACTS - 1];
    va_list arguments;

    snprintf(fact->name, sizeof fact->name, "%s", name);
    va_start(arguments, format);
    vsnprintf(fact->value, sizeof fact->value, format, arguments);
    va_end(arguments);
}

const char *fact_text(const struct facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (strcmp(facts->list[i].name, name) == 0)
            return facts->list[i].value;
    }
    return NULL;
}

double fact_number(const struct facts *facts, const char *name)
{
    const char *text = fact_text(facts, name);

    return text ? strtod(text, NULL) : 0;
}

int facts_save(const struct facts *facts, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < facts->count; i++)
        fprintf(file, "%s,\"%s\"\n", facts->list[i].name, facts->list[i].value);
    return whole_file_end(&whole);
}

static const char *take_fact(const char *line, void *into)
{
    struct facts *facts = into;
    struct fact fact = {{0}, {0}};
    int end = 0;

    if (facts->count == MAX_FACTS)
        return "too many facts";
    if (sscanf(line, "%31[^,],\"\"%n", fact.name, &end) != 1 || end == 0)
        sscanf(line, "%31[^,],\"%159[^\"]\"%n", fact.name, fact.value, &end);
    if (end == 0 || line[end] != '\n')
        return "not a fact";
    facts->list[facts->count++] = fact;
    return NULL;
}

/* The facts without which nothing can be computed or dated. */
static int check_facts(const struct facts *facts, const char *path)
{
    static const char *const numbers[] = {"images", "cycles", "latency_ms", "seed", "epoch", "cores"};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const char *text = fact_text(facts, numbers[i]);
        char *end = NULL;
        if (!text || (strtod(text, &end) < 1 && i != 2 && i != 3) || end == text || *end != '\0') {
            warnx("%s: expected a number as the fact '%s', got %s", path, numbers[i], text ? text : "none");
            return -1;
        }
    }
    return 0;
}

int facts_load(struct facts *facts, const char *path)
{
    *facts = (struct facts){0};
    if (csv_read(path, header, take_fact, facts, CSV_REFUSE) == -1)
        return -1;
    return check_facts(facts, path);
}
