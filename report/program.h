/*
 * program.h - run one program and see what it cost.
 */
#ifndef REPORT_PROGRAM_H
#define REPORT_PROGRAM_H

#include <stddef.h>

struct program_run {
    double working_time;      /* seconds, from its line "Step 1. Working time: ..."; NaN without one */
    double processor_seconds; /* user and system, with the children it waited for */
    size_t peak_memory_bytes; /* resident, of the largest process of the program */
    char outcome[64];         /* "ok", or what went wrong, without a comma */
    char last_line[160];      /* of what it said; "" where it said nothing */
};

/*
 * Run a program to its end, which comes by force after `deadline` seconds or when an interrupt is noted;
 * whatever it started is ended with it. What went wrong is told in the result alone.
 */
struct program_run run_program(const char *const arguments[], double deadline);

#endif
