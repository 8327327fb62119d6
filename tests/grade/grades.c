/*
 * grades.c - process the results of a class:
 *
 *   grades todo GRADES VERSION           lists the jobs that are left: key, lab, hash, seed
 *   grades table GRADES VERSION          writes GRADES/grades.csv
 *   grades similar GRADES VERSION LAB SKELETON DIRECTORY   writes the files for sim_c (page.h)
 *   grades pages GRADES VERSION          writes GRADES/index.html and GRADES/pages
 *   grades compare VERSION GRADES...     lists each verdict that differs between the first class and another;
 * exit status 1 if one does
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "class.h"
#include "durable.h"
#include "layout.h"
#include "page.h"

static int print_todo(const char *grades, const char *version)
{
    struct class class = class_read(grades, version);

    for (size_t i = 0; i < class.count; i++) {
        const struct row *row = &class.rows[i];
        if (!row->graded && *row->hash)
            printf("%s\t%s\t%s\t%s\n", row->key, row->lab, row->hash, row->seed);
    }
    return 0;
}

/* A field of a table, in a form that a spreadsheet does not take for a formula. */
static void print_field(FILE *table, const char *text)
{
    fprintf(table, "\"%s", strchr("=+-@", *text) && *text ? "'" : "");
    for (; *text; text++)
        fprintf(table, *text == '"' ? "\"\"" : "%c", *text);
    fputc('"', table);
}

static int write_table(const char *grades, const char *version)
{
    struct class class = class_read(grades, version);
    char *text = NULL, path[4096];
    size_t size, graded = 0;
    FILE *table = open_memstream(&text, &size);

    if (!table)
        return 1;
    fputs("student,lab,core,stretch,sha256,version,seed,note\n", table);
    for (size_t i = 0; i < class.count; i++) {
        const struct row *row = &class.rows[i];
        graded += row->graded;
        print_field(table, row->student);
        if (row->graded)
            fprintf(table, ",%s,%g,%g,%s,%s,%s,", row->lab, row->core, row->stretch, row->hash, version,
                    row->seed);
        else
            fprintf(table, ",%s,,,%s,%s,,", row->lab, row->hash, version);
        print_field(table, !row->graded ? row->note : row->built ? "" : "does not compile, or is refused");
        fputc('\n', table);
    }
    snprintf(path, sizeof path, "%s/grades.csv", grades);
    if (fclose(table) != 0 || durable_write(path, text, size) != 0)
        return 1;
    free(text);
    printf("%s: %zu graded, %zu not\n", path, graded, class.count - graded);
    return 0;
}

/* The number of tests of a row whose verdict differs from that in the first run. */
static size_t compare_rows(const struct row *first, const struct row *other, int run)
{
    size_t moved = 0;

    if (first->graded != other->graded || first->count != other->count) {
        printf("%s, %s: graded in only one of the runs 1 and %d\n", first->student, first->lab, run);
        return 1;
    }
    for (size_t i = 0; i < first->count; i++) {
        const struct graded *one = &first->tests[i], *again = &other->tests[i];
        if (one->passed == again->passed && one->points == again->points)
            continue;
        moved++;
        printf("%s, %s: %s %s in run 1 with seed %s, and %s in run %d with seed %s\n", first->student,
               first->lab, one->name, one->passed ? "passes" : "fails", first->seed,
               again->passed ? "passes" : "fails", run, other->seed);
    }
    return moved;
}

static int compare(const char *version, char *const directories[], int count)
{
    struct class first = class_read(directories[0], version);
    size_t moved = 0, verdicts = 0;

    for (int run = 1; run < count; run++) {
        struct class other = class_read(directories[run], version);
        for (size_t i = 0; i < first.count && i < other.count; i++) {
            moved += compare_rows(&first.rows[i], &other.rows[i], run + 1);
            verdicts += first.rows[i].count;
        }
    }
    printf("%zu of %zu verdicts changed in %d runs with other seeds and another order\n", moved, verdicts,
           count - 1);
    return moved > 0;
}

static int write_pages(const char *grades, const char *version)
{
    struct class class = class_read(grades, version);
    size_t count;

    for (size_t i = 0; i < class.count; i += count) {
        for (count = 1; i + count < class.count; count++)
            if (strcmp(class.rows[i].key, class.rows[i + count].key) != 0)
                break;
        if (page_of_student(grades, version, &class.rows[i], count) != 0)
            return 1;
    }
    if (page_of_teacher(grades, version, &class) != 0)
        return 1;
    printf("%s/index.html: the class on a page\n", grades);
    return 0;
}

static int prepare_similar(char *const arguments[])
{
    struct class class = class_read(arguments[0], arguments[1]);

    return similar_prepare(arguments[0], &class, arguments[2], arguments[3], arguments[4]);
}

int main(int argc, char *argv[])
{
    labs_read();
    if (argc == 4 && strcmp(argv[1], "todo") == 0)
        return print_todo(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "table") == 0)
        return write_table(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "pages") == 0)
        return write_pages(argv[2], argv[3]);
    if (argc == 7 && strcmp(argv[1], "similar") == 0)
        return prepare_similar(argv + 2);
    if (argc >= 5 && strcmp(argv[1], "compare") == 0)
        return compare(argv[2], argv + 3, argc - 3);
    fprintf(stderr, "usage: grades todo|table|pages GRADES VERSION | similar GRADES VERSION LAB SKELETON "
                    "DIRECTORY | compare VERSION GRADES...\n");
    return 2;
}
