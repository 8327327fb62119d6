/*
 * transcribe.c - run the cache lab's program and keep what it prints.
 */
#include "transcribe.h"

#include <stdio.h>

#include "../records/configuration.h"
#include "../system/files.h"
#include "../system/program.h"

#define DEADLINE_SECONDS 10

int transcript_record(const char *path)
{
    const char *program = has_solutions() ? "build/solutions/cache/cache" : "build/labs/cache/cache";
    const char *const arguments[] = {program, NULL};
    struct program_run run = run_program(arguments, DEADLINE_SECONDS);
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(run.output, file);
    if (run.status != 0)
        fprintf(file, "%s: %s\n", program, run.outcome);
    return whole_file_end(&whole);
}
