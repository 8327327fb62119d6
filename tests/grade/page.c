/*
 * page.c - the common parts of all pages.
 */
#include "page.h"

#include <stdlib.h>

#include "durable.h"

static const char style[] =
    "body{font:16px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #d0d7de}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
    "border-bottom:1px solid "
    "#e4e8ec}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "tr.failed td:first-child{border-left:4px solid #c4342b}tr.passed td:first-child{border-left:4px solid "
    "#2a7f46}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f8fa;padding:.5rem;margin:.3rem 0;"
    "font-size:.82rem}code,small{color:#57606a;overflow-wrap:anywhere}figure{display:inline-block;margin:."
    "6rem 1.2rem "
    ".6rem 0}figcaption{font-weight:600}img{max-width:100%;border:1px solid #d0d7de}svg text{font:11px "
    "system-ui,sans-serif;fill:#57606a}";

void page_begin(struct page *page, const char *title)
{
    page->file = open_memstream(&page->text, &page->size);
    if (!page->file) {
        perror("page");
        exit(1);
    }
    fprintf(
        page->file,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
        "'unsafe-inline'\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><style>%s</style>\n<title>",
        style);
    page_text(page, title);
    fputs("</title></head><body>\n<h1>", page->file);
    page_text(page, title);
    fputs("</h1>\n", page->file);
}

void page_text(struct page *page, const char *text)
{
    for (; *text; text++) {
        const char *entity = *text == '<'    ? "&lt;"
                             : *text == '>'  ? "&gt;"
                             : *text == '&'  ? "&amp;"
                             : *text == '"'  ? "&quot;"
                             : *text == '\'' ? "&#39;"
                                             : NULL;
        if (entity)
            fputs(entity, page->file);
        else
            fputc(*text, page->file);
    }
}

int page_end(struct page *page, const char *grades, const char *name)
{
    char path[4096];

    fputs("</body></html>\n", page->file);
    snprintf(path, sizeof path, "%s/%s.html", grades, name);
    int result = fclose(page->file) == 0 ? durable_write(path, page->text, page->size) : -1;
    free(page->text);
    return result;
}
