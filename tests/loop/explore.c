/*
 * explore.c - run a lab's threads in more schedules than a test has time for: explore LAB DRAWING OPTIONS...
 * DRAWING is the path for a picture (SVG) of a failing schedule, or "". The options go to the program that
 * explores (tests/instrument/explored/main.c).
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../harness/base/clock.h"
#include "../harness/base/colour.h"
#include "../harness/schedules/exploration.h"
#include "../harness/schedules/interleaving.h"

#define REPORT        "3" /* the descriptor on which the program reports */
#define MAX_ARGUMENTS 40

/* --- The program --- */

static FILE *start(const char *program, char *options[], int count, pid_t *child)
{
    const char *arguments[MAX_ARGUMENTS] = {program, "--report", REPORT, "--progress", "1"};
    int ends[2], used = 5;

    for (int i = 0; i < count && used + 1 < MAX_ARGUMENTS; i++)
        arguments[used++] = options[i];
    if (pipe(ends) != 0)
        return NULL;
    fflush(NULL);
    *child = fork();
    if (*child == 0) {
        close(ends[0]);
        dup2(ends[1], atoi(REPORT));
        execv(program, (char *const *)arguments);
        _exit(127);
    }
    close(ends[1]);
    return *child < 0 ? NULL : fdopen(ends[0], "r");
}

/* --- Progress --- */

/* "progress", schedules, runs, interruptions, queued runs. Each run may queue further ones, so the remaining
 * time is a lower limit. */
static void show_progress(const char *line, double begun)
{
    long schedules, runs, left;
    int interruptions;

    if (!isatty(STDERR_FILENO) ||
        sscanf(line, "progress\t%ld\t%ld\t%d\t%ld", &schedules, &runs, &interruptions, &left) != 4 ||
        runs == 0)
        return;
    double seconds = monotonic_seconds() - begun;
    fprintf(stderr, "\r\033[K%ld schedules, now those with %d interruption%s; at least %.0f s left",
            schedules, interruptions, interruptions == 1 ? "" : "s", seconds / (double)runs * (double)left);
}

static void clear_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

/* --- Results --- */

static int draw(const struct exploration *found, const char *lab, const char *path)
{
    char title[600];

    mkdir("build/trace", 0777);
    FILE *file = fopen(path, "we");
    if (!file) {
        fprintf(stderr, "cannot write %s: %s\n", path, strerror(errno));
        return -1;
    }
    snprintf(title, sizeof title, "%s: %s (%s)", lab, found->message, found->subject);
    exploration_draw_svg(found, title, file);
    if (fclose(file) != 0)
        return -1;
    printf("the same as a picture: %s\n", path);
    return 0;
}

/* One subject: a statement of what was covered, or the failing schedule. */
static bool tell(struct exploration *found, const char *lab, const char *program, const char *drawing)
{
    if (!found->kind) {
        printf("%snothing goes wrong%s in %s\n", colour(GREEN), colour(NORMAL), exploration_covered(found));
        return true;
    }
    printf("%s%s%s, with %s: schedule %ld, %d interruption%s\n\n", colour(RED), found->message,
           colour(NORMAL), found->subject, found->schedules, found->interruptions,
           found->interruptions == 1 ? "" : "s");
    exploration_find_lines(found, program);
    exploration_draw(found, stdout);
    printf("\n");
    if (*drawing)
        draw(found, lab, drawing);
    return false;
}

/* A subject's lines are complete when the next subject or the end comes. */
static bool read_report(FILE *report, const char *lab, const char *program, const char *drawing)
{
    double begun = monotonic_seconds();
    char *line = NULL, *text = NULL;
    size_t size = 0, text_size = 0;
    bool right = true, ended = false;
    FILE *part = open_memstream(&text, &text_size);

    while (part && getline(&line, &size, report) >= 0) {
        bool next = strncmp(line, "subject\t", 8) == 0;
        ended = strcmp(line, "end\n") == 0;
        if (strncmp(line, "progress\t", 9) == 0) {
            show_progress(line, begun);
            continue;
        }
        if ((next || ended) && ftell(part) > 0) {
            fclose(part);
            clear_progress();
            struct exploration found = exploration_read(text);
            right &= tell(&found, lab, program, drawing);
            free(text);
            part = open_memstream(&text, &text_size);
        }
        fputs(line, part);
    }
    free(line);
    if (!ended)
        fprintf(stderr, "%s did not end normally\n", program);
    return right && ended;
}

int main(int argc, char *argv[])
{
    char program[256];
    pid_t child;

    if (argc < 3) {
        fprintf(stderr, "usage: explore LAB DRAWING OPTIONS...\n");
        return 2;
    }
    snprintf(program, sizeof program, "build/labs/%.30s/%.30s-explored", argv[1], argv[1]);
    FILE *report = start(program, argv + 3, argc - 3, &child);
    if (!report) {
        fprintf(stderr, "cannot run %s: %s\n", program, strerror(errno));
        return 2;
    }
    bool right = read_report(report, argv[1], program, argv[2]);
    fclose(report);
    waitpid(child, NULL, 0);
    return right ? 0 : 1;
}
