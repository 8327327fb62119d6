/*
 * document.c - template, figures, pandoc; everything in a work directory until it is whole.
 */
#include "document.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../plotting/figures.h"
#include "../system/command.h"
#include "../system/files.h"
#include "../system/interrupt.h"
#include "document_words.h"

#define WORK         "build/report/document" /* emptied before each build; kept after it, to be looked into */
#define PDF_PACKAGES "texlive-luatex texlive-latex-recommended lmodern fonts-paratype"

int document_check_tools(void)
{
    static const char *const tools[] = {"gnuplot", "pandoc", "pdftocairo"};

    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        if (!command_exists(tools[i])) {
            warnx("%s is not installed; `make setup report` installs what the report needs", tools[i]);
            return -1;
        }
    }
    return 0;
}

static int write_markdown(const struct evidence *evidence)
{
    struct words words = {.count = 0};
    char *template = read_text("report/document.md");
    FILE *out = template ? fopen(WORK "/document.md", "w") : NULL;
    int result = -1;

    if (out) {
        document_words(&words, evidence);
        result = words_expand(&words, template, out);
        if (fclose(out) != 0) {
            warn(WORK "/document.md");
            result = -1;
        }
        words_free(&words);
    }
    free(template);
    return result;
}

/* An asset beside this file, as pandoc, which runs in the work directory, must be told of it. */
static const char *asset(const char *option, const char *name, char path[PATH_MAX])
{
    char directory[PATH_MAX - 64];

    if (!getcwd(directory, sizeof directory))
        directory[0] = '\0';
    snprintf(path, PATH_MAX, "%s%s/report/writing/%s", option, directory, name);
    return path;
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
                                  "--default-image-extension=pdf",
                                  "--output=report.pdf",
                                  NULL};

    return command_run(WORK, "pdf.log", pandoc);
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
                                  "--default-image-extension=svg",
                                  "--output=report.html",
                                  NULL};

    return command_run(WORK, "html.log", pandoc);
}

/* Both documents take their place together, once both are whole. A PDF of older data must not stay beside the
 * page. */
static int publish(bool pdf)
{
    if (rename(WORK "/report.html", "report/report.html") == -1) {
        warn("report/report.html");
        return -1;
    }
    int failed = pdf ? rename(WORK "/report.pdf", "report/report.pdf") : unlink("report/report.pdf");
    if (failed && (pdf || errno != ENOENT)) {
        warn("report/report.pdf");
        return -1;
    }
    return 0;
}

int document_build(const struct evidence *evidence)
{
    bool pdf = command_exists("lualatex");

    setenv("SOURCE_DATE_EPOCH", fact_text(&evidence->facts, "epoch"),
           1); /* the data's date, not that of the build */
    setenv("FORCE_SOURCE_DATE", "1", 1);
    if (remove_tree(WORK) == -1 || make_directories(WORK) == -1)
        return -1;
    if (draw_figures(WORK, evidence) == -1 || write_markdown(evidence) == -1)
        return -1;
    if (typeset_html() == -1 || (pdf && typeset_pdf() == -1) || interrupted || publish(pdf) == -1)
        return -1;
    if (!pdf)
        warnx("no PDF without lualatex; for it, `make setup report` installs " PDF_PACKAGES);
    return 0;
}
