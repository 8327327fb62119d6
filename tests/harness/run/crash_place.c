/*
 * crash_place.c - the line of the lab's file at which a program crashed.
 */
#include "crash_place.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/failure.h"

#define CRASHED      "NOTE: crashed at"
#define MAX_PLACES   16
#define FIXED        4 /* words of the command before the addresses */
#define MAX_LINE     4096
#define LONGEST_NAME 100

/* addr2line with the addresses that follow `words`. Returns where its words come out, or NULL; its process in
 * `pid`. */
static FILE *start_addr2line(const char *program, const char *words, pid_t *pid)
{
    static char addresses[MAX_PLACES][20];
    char *arguments[FIXED + MAX_PLACES + 1] = {"addr2line", "-f", "-e", (char *)program};
    int count = 0, read = 0, ends[2];

    for (; count < MAX_PLACES && sscanf(words, " %19[0-9a-f]%n", addresses[count], &read) == 1;
         words += read) {
        arguments[FIXED + count] = addresses[count];
        count++;
    }
    if (count == 0 || pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    if ((*pid = fork()) == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        execvp(arguments[0], arguments);
        _exit(HARNESS_FAILED);
    }
    close(ends[1]);
    if (*pid > 0)
        return fdopen(ends[0], "r");
    close(ends[0]);
    return NULL;
}

/* Two lines for each address: the function, and "path/file:line". */
static char *find_line(FILE *lines, const char *lab)
{
    char function[MAX_LINE], place[MAX_LINE], file[LONGEST_NAME], *found = NULL;

    snprintf(file, sizeof file, "/%s.c:", lab);
    while (!found && fgets(function, sizeof function, lines) && fgets(place, sizeof place, lines)) {
        const char *name = strstr(place, file);
        unsigned line;
        if (name && sscanf(name + strlen(file), "%u", &line) == 1 &&
            asprintf(&found, " at labs/%s/%s.c:%u, in %.*s", lab, lab, line,
                     (int)(strcspn(function, "\n") < LONGEST_NAME ? strcspn(function, "\n") : LONGEST_NAME),
                     function) < 0)
            abort();
    }
    return found;
}

const char *crash_place(const char *program, const char *lab, const char *reports)
{
    const char *at = strstr(reports, CRASHED);
    pid_t pid = -1;
    FILE *lines = at ? start_addr2line(program, at + strlen(CRASHED), &pid) : NULL;

    if (!lines)
        return "";
    char *found = find_line(lines, lab);
    fclose(lines);
    waitpid(pid, NULL, 0);
    return found ? found : "";
}
