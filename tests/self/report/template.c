/*
 * template.c - check that the document uses only facts that exist.
 */
#include "report_tests.h"

#include "../../../report/system/files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 8 /* most nested loops */

/* The meaning of $it$ in nested loops: any element of the list has the names that the template uses. */
struct scope {
    const cJSON *lists[DEPTH];
    size_t depth;
};

/* The value of a path. In a list, one element with the rest of the path is enough. Prefer a list that is not
 * empty, because it shows the names of its elements. */
static const cJSON *find(const cJSON *item, const char *path)
{
    char part[64];
    size_t length = strcspn(path, ".");
    const cJSON *empty = NULL;

    if (*path == '\0')
        return item;
    if (cJSON_IsArray(item)) {
        for (const cJSON *element = item->child; element; element = element->next) {
            const cJSON *here = find(element, path);
            if (here && !(cJSON_IsArray(here) && !here->child))
                return here;
            empty = here ? here : empty;
        }
        return empty;
    }
    snprintf(part, sizeof part, "%.*s", (int)length, path);
    const cJSON *next = cJSON_GetObjectItemCaseSensitive(item, part);
    return next ? find(next, path + length + (path[length] == '.')) : NULL;
}

static const cJSON *find_name(const cJSON *facts, const struct scope *scope, const char *name)
{
    if (strncmp(name, "it.", 3) == 0)
        return scope->depth > 0 ? find(scope->lists[scope->depth - 1], name + 3) : NULL;
    return find(facts, name);
}

/* One directive, without its dollars. This test's data include all facts that depend on measurements. */
static void check_directive(const cJSON *facts, struct scope *scope, const char *text)
{
    char name[96] = "";

    if (strcmp(text, "endfor") == 0) {
        scope->depth--;
        return;
    }
    if (strcmp(text, "else") == 0 || strcmp(text, "endif") == 0 || strcmp(text, "sep") == 0)
        return;
    const char *open = strchr(text, '(');
    snprintf(name, sizeof name, "%s", open ? open + 1 : text);
    name[strcspn(name, ")")] = '\0';
    const cJSON *found = find_name(facts, scope, name);
    ck_assert_msg(found != NULL, "the template uses $%s$, but facts.json has no such name", text);
    if (strncmp(text, "for(", 4) != 0)
        return;
    ck_assert_msg(cJSON_IsArray(found), "$%s$ is not a list", text);
    ck_assert_uint_lt(scope->depth, DEPTH);
    scope->lists[scope->depth++] = found;
}

/* The number of directives. */
static size_t check_template(const cJSON *facts, const char *template)
{
    struct scope scope = {.depth = 0};
    size_t count = 0;

    for (const char *begin = template; (begin = strchr(begin, '$'));) {
        char text[96];
        if (begin[1] == '$') { /* a literal dollar */
            begin += 2;
            continue;
        }
        const char *end = strchr(begin + 1, '$');
        ck_assert_ptr_nonnull(end);
        snprintf(text, sizeof text, "%.*s", (int)(end - begin - 1), begin + 1);
        check_directive(facts, &scope, text);
        begin = end + 1;
        count++;
    }
    ck_assert_uint_eq(scope.depth, 0);
    return count;
}

/* Facts about the run itself, which the other data do not contain. */
static void add_run_facts(void)
{
    static const char *const names[] = {"date",   "profile", "purpose", "image_kib", "processor",
                                        "memory", "system",  "kernel",  "compiler",  "libcurl",
                                        "reuse",  "work",    "goes",    "files",     "libmicrohttpd"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        facts_set(&made_up.facts, names[i], "1");
}

static void add_work(const char *strategy, double seconds)
{
    for (size_t cores = 0; cores < 2; cores++) {
        struct measurement row = row_of(strategy, 8);
        snprintf(row.experiment, sizeof row.experiment, "work");
        row.work = 64;
        row.cores = cores;
        add_cycles_of(&row, CYCLES, seconds);
    }
}

/* Facts that select the template's other branches: rivals, ties, harm. */
static void add_the_opposite(void)
{
    static const char *const names[] = {"threads", "async", "hybrid"};

    add_cycles("sequential", 1, 4);
    for (size_t i = 0; i < 3; i++) {
        add_cycles(names[i], 10, 0.4);
        add_cycles(names[i], 50, i == 0 ? 0.8 : 0.9);
        add_memory(names[i], 50, i + 5 - 4 * (i == 2));
        add_work(names[i], i == 0 ? 1 : 0.5);
    }
}

START_TEST(the_template_asks_only_for_facts_that_exist)
{
    char *template = read_text("report/document.md");

    ck_assert_ptr_nonnull(template);
    add_everything();
    add_run_facts();
    made_up.has_previous = true;
    made_up.previous_measurements = made_up.measurements;
    made_up.previous_courses = made_up.courses;
    facts_set(&made_up.previous_facts, "images", "200");
    cJSON *both = cJSON_CreateArray();
    cJSON_AddItemToArray(both, made_up_facts());
    made_up = (struct evidence){.result_count = 0};
    add_the_opposite();
    cJSON_AddItemToArray(both, made_up_facts());
    ck_assert_uint_gt(check_template(both, template), 400);
    cJSON_Delete(both);
    free(template);
}
END_TEST

TCase *template_tests(void)
{
    TCase *cases = new_case("template");

    tcase_add_test(cases, the_template_asks_only_for_facts_that_exist);
    return cases;
}
