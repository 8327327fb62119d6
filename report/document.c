/*
 * document.c - template, figures, pandoc; all in a work directory until both documents are complete.
 */
#include "document.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyse/analyse.h"
#include "draw/draw.h"
#include "system/command.h"
#include "system/files.h"
#include "system/interrupt.h"

#define WORK         "build/report/document" /* emptied before each build, kept after it for inspection */
#define PDF_PACKAGES "texlive-luatex texlive-latex-recommended lmodern fonts-paratype"

int document_check_tools(void)
{
    static const char *const tools[] = {"gnuplot", "pandoc"};

    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        if (!command_exists(tools[i])) {
            warnx("%s is not installed; `make setup report` installs what the report needs", tools[i]);
            return -1;
        }
    }
    return 0;
}

/* The path of an asset next to this file, for pandoc, which runs in the work directory. */
static const char *asset(const char *option, const char *name, char path[PATH_MAX])
{
    char directory[PATH_MAX - 64];

    if (!getcwd(directory, sizeof directory))
        directory[0] = '\0';
    snprintf(path, PATH_MAX, "%s%s/report/%s", option, directory, name);
    return path;
}

/* Fill the facts into the template. pandoc also needs an input document; an empty one serves. */
static int fill_template(void)
{
    char template[PATH_MAX];
    const char *const pandoc[] = {"pandoc",
                                  "/dev/null",
                                  "--from=markdown",
                                  "--to=markdown",
                                  "--wrap=none",
                                  asset("--template=", "document.md", template),
                                  "--metadata-file=facts.json",
                                  "--output=document.md",
                                  NULL};

    return command_run(WORK, "template.log", pandoc);
}

static int typeset_pdf(void)
{
    char filter[PATH_MAX], metadata[PATH_MAX];
    const char *const pandoc[] = {"pandoc",
                                  "document.md",
                                  "--columns=300",
                                  asset("--lua-filter=", "references.lua", filter),
                                  asset("--metadata-file=", "latex.yaml", metadata),
                                  "--pdf-engine=lualatex",
                                  "--output=report.pdf",
                                  NULL};

    return command_run(WORK, "pdf.log", pandoc);
}

/* Mark the heads of tables as column heads, for screen readers. */
static int add_scopes(const char *path)
{
    char *text = read_text(path);
    struct whole_file whole;
    FILE *out = text ? whole_file_begin(&whole, path) : NULL;

    for (const char *at = text; out && *at; at++) {
        bool head = strncmp(at, "<th", 3) == 0 && (at[3] == ' ' || at[3] == '>');
        fputs(head ? "<th scope=\"col\"" : (char[]){*at, '\0'}, out);
        at += head ? 2 : 0;
    }
    free(text);
    return out ? whole_file_end(&whole) : -1;
}

static int typeset_html(void)
{
    char filter[PATH_MAX], style[PATH_MAX];
    const char *const pandoc[] = {"pandoc",
                                  "document.md",
                                  "--columns=300",
                                  asset("--lua-filter=", "references.lua", filter),
                                  asset("--css=", "page.css", style),
                                  "--to=html5",
                                  "--standalone",
                                  "--self-contained",
                                  "--mathml",
                                  "--toc",
                                  "--toc-depth=1",
                                  "--output=report.html",
                                  NULL};

    return command_run(WORK, "html.log", pandoc) == -1 ? -1 : add_scopes(WORK "/report.html");
}

/* Both documents move into place together, once both are complete. A PDF of older data must not stay next to
 * the page. */
static int publish(bool pdf)
{
    if (rename(WORK "/report.html", "report/report.html") == -1) {
        warn("report/report.html");
        return -1;
    }
    if (pdf && rename(WORK "/report.pdf", "report/report.pdf") == -1) {
        warn("report/report.pdf");
        return -1;
    }
    if (pdf)
        return 0;
    if (unlink("report/report.pdf") == 0)
        warnx("removed report/report.pdf: it was made from older data");
    else if (errno != ENOENT)
        return -1;
    warnx("no PDF without lualatex; for it, `make setup report` installs " PDF_PACKAGES);
    return 0;
}

int document_build(const struct evidence *evidence)
{
    bool pdf = command_exists("lualatex");

    /* the date of the data, not of the build */
    setenv("SOURCE_DATE_EPOCH", fact_text(&evidence->facts, "epoch"), 1);
    setenv("FORCE_SOURCE_DATE", "1", 1);
    if (remove_tree(WORK) == -1 || make_directories(WORK) == -1)
        return -1;
    if (facts_json_save(evidence, WORK "/facts.json") == -1 || fill_template() == -1)
        return -1;
    if (draw_figures(WORK, evidence, pdf) == -1 || typeset_html() == -1 || (pdf && typeset_pdf() == -1))
        return -1;
    return interrupted ? -1 : publish(pdf);
}
