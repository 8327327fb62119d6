/*
 * page_teacher.c - the teacher's page: how the labs went, which tests failed most often, which files to
 * check.
 */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "page.h"

#define BINS         11 /* 0 to 9 points, ..., 90 to 99, and 100 */
#define MOST_FAILED  5  /* most tests of a lab to list */
#define MOST_SLOW    10
#define MOST_PAIRS   50
#define BAR_WIDTH    24
#define CHART_HEIGHT 90

/* A link to the page of the row's student. */
static void add_student(struct page *page, const struct row *row)
{
    fprintf(page->file, "<a href=\"pages/%s.html\">", row->key);
    page_text(page, row->student);
    fputs("</a>", page->file);
}

/* --- Distribution --- */

static void add_distribution(struct page *page, const struct class *class, const char *lab)
{
    size_t bins[BINS] = {0}, most = 1, graded = 0;

    for (size_t i = 0; i < class->count; i++) {
        const struct row *row = &class->rows[i];
        if (!row->graded || strcmp(row->lab, lab) != 0)
            continue;
        size_t bin = row->core >= 100 ? BINS - 1 : row->core > 0 ? (size_t)row->core / 10 : 0;
        graded++;
        if (++bins[bin] > most)
            most = bins[bin];
    }
    fprintf(page->file,
            "<figure><figcaption>%s: %zu graded</figcaption><svg width=\"%d\" height=\"%d\" role=\"img\">",
            lab, graded, BINS * BAR_WIDTH + 8, CHART_HEIGHT + 34);
    for (int bin = 0; bin < BINS; bin++) {
        int height = (int)(bins[bin] * CHART_HEIGHT / most), x = bin * BAR_WIDTH;
        fprintf(page->file, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x + 2,
                CHART_HEIGHT + 14 - height, BAR_WIDTH - 4, height, bin == BINS - 1 ? "#2a7f46" : "#4c78a8");
        if (bins[bin] > 0)
            fprintf(page->file, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%zu</text>",
                    x + BAR_WIDTH / 2, CHART_HEIGHT + 11 - height, bins[bin]);
        fprintf(page->file, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>", x + BAR_WIDTH / 2,
                CHART_HEIGHT + 28, bin * 10);
    }
    fputs("</svg></figure>\n", page->file);
}

/* --- Tests --- */

struct failing {
    const struct graded *test;
    size_t failed, graded;
};

static int by_failures(const void *one, const void *other)
{
    const struct failing *a = one, *b = other;

    return a->failed != b->failed ? (a->failed < b->failed ? 1 : -1) : strcmp(a->test->name, b->test->name);
}

static void count_failures(struct failing failing[], size_t *count, const struct row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        size_t place = 0;
        while (place < *count && strcmp(failing[place].test->name, row->tests[i].name) != 0)
            place++;
        if (place == MOST_TESTS)
            continue;
        if (place == *count)
            failing[(*count)++] = (struct failing){.test = &row->tests[i]};
        failing[place].graded++;
        failing[place].failed += !row->tests[i].passed;
    }
}

static void add_failing(struct page *page, const struct class *class, const char *lab)
{
    struct failing failing[MOST_TESTS];
    size_t count = 0;

    for (size_t i = 0; i < class->count; i++)
        if (class->rows[i].built && strcmp(class->rows[i].lab, lab) == 0)
            count_failures(failing, &count, &class->rows[i]);
    qsort(failing, count, sizeof *failing, by_failures);
    for (size_t i = 0; i < count && i < MOST_FAILED && failing[i].failed > 0; i++) {
        fprintf(page->file, "<tr><td>%s</td><td>", lab);
        page_text(page, failing[i].test->sentence);
        fprintf(page->file, "%s</td><td class=\"n\">%zu of %zu</td></tr>\n",
                failing[i].test->stretch ? " <small>(stretch goal)</small>" : "", failing[i].failed,
                failing[i].graded);
    }
}

/* --- Files to check --- */

static void add_not_graded(struct page *page, const struct class *class)
{
    fputs("<h2>No grade, or no program</h2>\n<table>\n", page->file);
    for (size_t i = 0; i < class->count; i++) {
        const struct row *row = &class->rows[i];
        if (row->graded && row->built)
            continue;
        fputs("<tr><td>", page->file);
        add_student(page, row);
        fprintf(page->file, "</td><td>%s</td><td>", row->lab);
        page_text(page, row->graded ? "0 points: the file does not compile, or is refused" : row->note);
        fputs("</td></tr>\n", page->file);
    }
    fputs("</table>\n", page->file);
}

static const struct row *find_row(const struct class *class, const char *key, const char *lab)
{
    for (size_t i = 0; i < class->count; i++)
        if (strcmp(class->rows[i].key, key) == 0 && strcmp(class->rows[i].lab, lab) == 0)
            return &class->rows[i];
    return NULL;
}

static void add_similar(struct page *page, const char *grades, const struct class *class)
{
    size_t count;
    struct pair *pairs = similar_read(grades, &count);

    fputs("<h2>Similar files</h2>\n<p>How many tokens of one file are also in the other, as "
          "<code>sim_c</code> counts: other "
          "names and comments change nothing. Lines of the skeleton are left out. A high number is a reason "
          "to read both "
          "files, not a proof.</p>\n<table>\n",
          page->file);
    for (size_t i = 0; i < count && i < MOST_PAIRS; i++) {
        const struct row *one = find_row(class, pairs[i].one, pairs[i].lab),
                         *other = find_row(class, pairs[i].other, pairs[i].lab);
        if (!one || !other)
            continue;
        fprintf(page->file, "<tr><td>%s</td><td>", one->lab);
        add_student(page, one);
        fputs("</td><td>", page->file);
        add_student(page, other);
        fprintf(page->file, "</td><td class=\"n\">%d %%</td></tr>\n", pairs[i].percent);
    }
    fputs(count ? "</table>\n" : "</table>\n<p>None.</p>\n", page->file);
    free(pairs);
}

static int by_seconds(const void *one, const void *other)
{
    const struct row *a = *(const struct row *const *)one, *b = *(const struct row *const *)other;

    return (a->seconds < b->seconds) - (a->seconds > b->seconds);
}

static void add_slowest(struct page *page, const struct class *class)
{
    const struct row **rows = calloc(class->count + 1, sizeof *rows);
    size_t count = 0;

    for (size_t i = 0; rows && i < class->count; i++)
        if (class->rows[i].graded && class->rows[i].built)
            rows[count++] = &class->rows[i];
    if (count > 0)
        qsort(rows, count, sizeof *rows, by_seconds);
    fputs("<h2>Slowest</h2>\n<p>How long the tests took, without the compiler.</p>\n<table>\n", page->file);
    for (size_t i = 0; i < count && i < MOST_SLOW; i++) {
        fputs("<tr><td>", page->file);
        add_student(page, rows[i]);
        fprintf(page->file, "</td><td>%s</td><td class=\"n\">%.0f s</td></tr>\n", rows[i]->lab,
                rows[i]->seconds);
    }
    fputs("</table>\n", page->file);
    free(rows);
}

static void add_all(struct page *page, const struct class *class)
{
    fputs("<h2>All grades</h2>\n<table>\n<tr><th>student</th><th>lab</th><th class=\"n\">points</th><th "
          "class=\"n\">stretch</th></tr>\n",
          page->file);
    for (size_t i = 0; i < class->count; i++) {
        const struct row *row = &class->rows[i];
        fputs("<tr><td>", page->file);
        add_student(page, row);
        fprintf(page->file, "</td><td>%s</td>", row->lab);
        if (row->graded)
            fprintf(page->file, "<td class=\"n\">%g</td><td class=\"n\">%g</td></tr>\n", row->core,
                    row->stretch);
        else
            fputs("<td class=\"n\">no grade</td><td></td></tr>\n", page->file);
    }
    fputs("</table>\n", page->file);
}

/* What grades compare has printed. */
static void add_certificate(struct page *page, const char *grades)
{
    char path[4096], line[1024];

    snprintf(path, sizeof path, "%s/regrade.txt", grades);
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    fputs("<h2>Graded again</h2>\n<pre>", page->file);
    while (fgets(line, sizeof line, file))
        page_text(page, line);
    fputs("</pre>\n", page->file);
    fclose(file);
}

/* Each lab of the class once. */
static size_t labs_of(const struct class *class, const char *labs[], size_t most)
{
    size_t count = 0, place;

    for (size_t i = 0; i < class->count; i++) {
        for (place = 0; place < count && strcmp(labs[place], class->rows[i].lab) != 0; place++)
            ;
        if (place == count && count < most)
            labs[count++] = class->rows[i].lab;
    }
    return count;
}

int page_of_teacher(const char *grades, const char *version, const struct class *class)
{
    struct page page;
    const char *labs[MOST_LABS];
    size_t count = labs_of(class, labs, MOST_LABS), graded = 0;

    for (size_t i = 0; i < class->count; i++)
        graded += class->rows[i].graded;
    page_begin(&page, "Grades of the class");
    fprintf(page.file, "<p>%zu graded, %zu not. Version of the kit: <code>%s</code></p>\n", graded,
            class->count - graded, version);
    add_certificate(&page, grades);
    fputs("<h2>Points</h2>\n", page.file);
    for (size_t i = 0; i < count; i++)
        add_distribution(&page, class, labs[i]);
    fputs("<h2>Tests that failed most often</h2>\n<p>Of the files that compile.</p>\n<table>\n", page.file);
    for (size_t i = 0; i < count; i++)
        add_failing(&page, class, labs[i]);
    fputs("</table>\n", page.file);
    add_not_graded(&page, class);
    add_similar(&page, grades, class);
    add_slowest(&page, class);
    add_all(&page, class);
    return page_end(&page, grades, "index");
}
