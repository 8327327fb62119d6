/*
 * sanitizer_report.h - a sanitizer's long report in a few lines.
 */
#ifndef HARNESS_SANITIZER_REPORT_H
#define HARNESS_SANITIZER_REPORT_H

/*
 * What it is, and where in <lab>.c, without process numbers and addresses. Of a data race both accesses: what
 * each did, which thread, at which line. Lines after the first are indented for a message. The caller frees
 * it.
 */
char *report_in_short(const char *report, const char *lab);

#endif
