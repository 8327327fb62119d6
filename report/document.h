/*
 * document.h - the report itself: from a Markdown template to a PDF and one HTML page.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "analyse/analysis.h"

/* Check that the minimum of tools is installed. 0, or -1 after a line that says what to install. */
int document_check_tools(void);

/*
 * Fill in the template, draw and typeset in build/report, then move report.pdf and report.html into report/.
 * Either both are complete or both stay as they were. Without lualatex there is no PDF, and a line says what
 * to install. The same data give the same bytes. 0, or -1 after a line or a log on standard error.
 */
int document_build(const struct evidence *evidence);

#endif
