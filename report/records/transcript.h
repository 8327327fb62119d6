/*
 * transcript.h - the output of the cache lab's program.
 */
#ifndef REPORT_TRANSCRIPT_H
#define REPORT_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define MAX_CALLS 32

struct transcript {
    struct call {
        int first, second; /* the arguments, known from the demonstration: the transcript omits them */
        size_t counter;    /* "Function called N times" */
        bool computed;     /* true for a miss, false for a hit */
        long result;
    } calls[MAX_CALLS];
    size_t count;    /* 0 if the program printed no transcript */
    char text[4096]; /* the output, or why there is none */
};

/* Parse `text`, which may hold anything. */
void transcript_parse(struct transcript *transcript, const char *text);

/* Read the file. 0, or -1 after a line on standard error. */
int transcript_load(struct transcript *transcript, const char *path);

#endif
