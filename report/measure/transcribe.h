/*
 * transcribe.h - run the cache lab's program and keep what it prints.
 */
#ifndef REPORT_TRANSCRIBE_H
#define REPORT_TRANSCRIBE_H

/* Run the reference program (in a handout: the student's) and write its output to a file. 0, or -1 after a
 * line on standard error. */
int transcript_record(const char *path);

#endif
