/*
 * sanitizer_report.h - summarise a sanitizer's long report in a few lines.
 */
#ifndef HARNESS_SANITIZER_REPORT_H
#define HARNESS_SANITIZER_REPORT_H

/*
 * The fault and its place in <lab>.c, without process numbers and addresses. For a data race both accesses:
 * what each did, in which thread, at which line. Lines after the first are indented for a message. The caller
 * frees the text.
 */
char *report_in_short(const char *report, const char *lab);

#endif
