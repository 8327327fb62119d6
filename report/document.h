/*
 * document.h - the report itself: Markdown from a template, then a PDF and one HTML page.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "analyse/analysis.h"

/* Is everything there that the document needs at least? 0, or -1 after a line that says what to install. */
int document_check_tools(void);

/*
 * Fill in the template, draw and typeset in build/report, then put report.pdf and report.html into report/;
 * both are whole or as they were. Without lualatex there is no PDF, after a line that says what to install.
 * The same data give the same bytes. 0, or -1 after a line or a log on standard error.
 */
int document_build(const struct evidence *evidence);

#endif
