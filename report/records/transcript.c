/*
 * transcript.c - running the cache lab's program and reading what it prints.
 */
#include "transcript.h"

#include <stdlib.h>
#include <string.h>

#include "../experiments/configuration.h"
#include "../system/files.h"
#include "../system/program.h"

#define DEADLINE_SECONDS 10

/* The calls of the demonstration, in their order. */
static const int demonstration[][2] = {{2, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 3},
                                       {2, 3}, {3, 3}, {2, 3}, {2, 3}, {2, 3}};

#define DEMONSTRATED (sizeof demonstration / sizeof demonstration[0])

/* One call's three lines. Returns where the next begins, NULL where these are not such lines. */
static const char *parse_call(const char *text, struct call *call)
{
    char how[16];
    int length = 0;

    if (sscanf(text, " Function called %zu times %15s data... Result: %ld%n", &call->counter, how,
               &call->result, &length) != 3)
        return NULL;
    call->computed = strcmp(how, "Calculating") == 0;
    if (!call->computed && strcmp(how, "Cached") != 0)
        return NULL;
    return text + length;
}

void transcript_parse(struct transcript *transcript, const char *text)
{
    *transcript = (struct transcript){0};
    snprintf(transcript->text, sizeof transcript->text, "%s", text);
    for (const char *at = text; at && at[strspn(at, " \r\n")] != '\0';) {
        size_t place = transcript->count;
        struct call *call = &transcript->calls[place];
        at = place < DEMONSTRATED ? parse_call(at, call) : NULL;
        if (!at) { /* something else stands there */
            transcript->count = 0;
            return;
        }
        call->first = demonstration[place][0];
        call->second = demonstration[place][1];
        transcript->count++;
    }
}

static void write_line(FILE *out, const struct call *call, size_t line, int width)
{
    char text[64];

    if (line == 0)
        snprintf(text, sizeof text, "Function called %zu times", call->counter);
    else if (line == 1)
        snprintf(text, sizeof text, "%s data...", call->computed ? "Calculating" : "Cached");
    else
        snprintf(text, sizeof text, "Result: %ld", call->result);
    fprintf(out, "%-*s", width, text);
}

void write_transcript(FILE *out, const struct transcript *transcript)
{
    const size_t lines = 3;
    const int width = 26;

    if (transcript->count == 0)
        fputs(transcript->text, out);
    for (size_t first = 0; first < transcript->count; first += CALLS_IN_A_ROW) {
        size_t rest = transcript->count - first, beside = rest < CALLS_IN_A_ROW ? rest : CALLS_IN_A_ROW;
        for (size_t line = 0; line < lines; line++) {
            for (size_t i = 0; i < beside; i++)
                write_line(out, &transcript->calls[first + i], line, i + 1 < beside ? width : 0);
            fputc('\n', out);
        }
        if (rest > beside)
            fputc('\n', out);
    }
}

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

int transcript_load(struct transcript *transcript, const char *path)
{
    char *text = read_text(path);

    if (!text)
        return -1;
    transcript_parse(transcript, text);
    free(text);
    return 0;
}
