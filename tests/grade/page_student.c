/*
 * page_student.c - the page of one student: each lab, each test, and why it failed.
 */
#include "page.h"

#include <nettle/base64.h>
#include <stdlib.h>
#include <string.h>

/* As an image, and so without any script. A browser shows it when it is asked for. */
static void add_picture(struct page *page, const char *svg)
{
    size_t length = strlen(svg);
    char *encoded = malloc(BASE64_ENCODE_RAW_LENGTH(length) + 1);

    if (!encoded)
        return;
    base64_encode_raw(encoded, length, (const uint8_t *)svg);
    encoded[BASE64_ENCODE_RAW_LENGTH(length)] = '\0';
    fprintf(page->file,
            "<details><summary>The run that failed, as a picture</summary><img alt=\"The run that failed\" "
            "src=\"data:image/svg+xml;base64,%s\"></details>",
            encoded);
    free(encoded);
}

static void add_test(struct page *page, const struct graded *test)
{
    fprintf(page->file, "<tr class=\"%s\"><td>%s</td><td>", test->passed ? "passed" : "failed",
            test->passed ? "passed" : "failed");
    page_text(page, test->sentence);
    fprintf(page->file, "%s<br><code>%s</code>", test->stretch ? " <small>(stretch goal)</small>" : "",
            test->name);
    if (!test->passed && *test->message) {
        fputs("<pre>", page->file);
        page_text(page, test->message);
        fputs("</pre>", page->file);
    }
    if (!test->passed && *test->picture)
        add_picture(page, test->picture);
    fprintf(page->file, "</td><td class=\"n\">%g of %g</td></tr>\n", test->points, test->most_points);
}

static void add_lab(struct page *page, const struct row *row)
{
    fprintf(page->file, "<h2>%s", row->lab);
    if (!row->graded) {
        fputs(": no grade</h2>\n<p>", page->file);
        page_text(page, row->note);
        fputs("</p>\n", page->file);
        return;
    }
    fprintf(page->file, ": %g points, stretch: %g</h2>\n", row->core, row->stretch);
    if (!row->built)
        fputs("<p>The file does not compile, or is refused. The first test says why.</p>\n", page->file);
    fputs("<table>\n", page->file);
    for (size_t i = 0; i < row->count; i++)
        add_test(page, &row->tests[i]);
    fprintf(page->file, "</table>\n<p><small>SHA-256 of %s.c: %s, seed %s</small></p>\n", row->lab, row->hash,
            row->seed);
}

int page_of_student(const char *grades, const char *version, const struct row *rows, size_t count)
{
    struct page page;
    char name[64];

    page_begin(&page, rows->student);
    for (size_t i = 0; i < count; i++)
        add_lab(&page, &rows[i]);
    fprintf(page.file, "<p><small>Version of the kit: %s</small></p>\n", version);
    snprintf(name, sizeof name, "pages/%s", rows->key);
    return page_end(&page, grades, name);
}
