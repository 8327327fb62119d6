/*
 * transcript.h - what the cache lab's program prints, and what it tells of the cache.
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

/* Run the reference program, or the student's in a handout, and write what it printed to a file. 0, or -1
 * after a line on standard error. */
int transcript_record(const char *path);

/* Write what was printed, CALLS_IN_A_ROW calls beside each other; as it is where it is no transcript. */
#define CALLS_IN_A_ROW 4
void write_transcript(FILE *out, const struct transcript *transcript);

/* Read that file. 0, or -1 after a line on standard error. */
int transcript_load(struct transcript *transcript, const char *path);

enum cache_verdict {
    CACHE_NO_TRANSCRIPT,
    CACHE_NOTHING_SERVED, /* every call was computed */
    CACHE_CUT_SHORT, /* a result served fewer calls than another, because of calls with other arguments */
    CACHE_UNEVEN,    /* the same, without such calls */
    CACHE_EVEN,      /* every result served as many calls as every other */
};

/* A life of a result: from the call that computes it to the next one that computes the same. */
struct cache_finding {
    enum cache_verdict verdict;
    size_t most;             /* calls that the longest life served */
    size_t longest_call;     /* which begins at this one, from 1 */
    size_t least;            /* the same of the shortest life that has ended */
    size_t shortest_call;    /* which begins at this call, from 1 */
    size_t shortest_ordinal; /* and is the how-manieth of its arguments */
    size_t shortest_end;     /* the call that computes again */
    size_t original_differs; /* the first call at which it is not the original's transcript, 0 for none */
};

struct cache_finding find_cache(const struct transcript *transcript);
void write_cache_headline(FILE *out, const struct transcript *transcript);
void write_cache(FILE *out, const struct transcript *transcript);

#endif
