/*
 * transcript.h - what the cache lab's program prints.
 */
#ifndef REPORT_TRANSCRIPT_H
#define REPORT_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define MAX_CALLS 32

struct transcript {
    struct call {
        int first, second; /* the arguments; the transcript does not name them, the demonstration is known */
        size_t counter;    /* "Function called N times" */
        bool computed;     /* else served */
        long result;
    } calls[MAX_CALLS];
    size_t count;    /* 0 where the program printed no transcript */
    char text[4096]; /* as it was printed, or why there is none */
};

/* Read `text`, which may be anything. */
void transcript_parse(struct transcript *transcript, const char *text);

/* Read that file. 0, or -1 after a line on standard error. */
int transcript_load(struct transcript *transcript, const char *path);

#endif
