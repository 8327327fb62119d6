/*
 * sanitizer_report.c - summarise a sanitizer's long report in a few lines.
 */
#include "sanitizer_report.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDENT    "\n      "
#define MOST_TEXT 600 /* bytes of summary, after which the rest is dropped */

/* A title of the stack below it. A report has two or three of these, which must not be mixed. */
static bool is_title(const char *line)
{
    static const char *const parts[] = {
        " of size ", /* an access, by either sanitizer */
        "freed by thread ", "previously allocated by thread ", "allocated by thread ", /* AddressSanitizer */
        " leak of ",                                                                   /* LeakSanitizer */
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(line, parts[i]) && !strstr(line, "Location is ") && line[strspn(line, " ")] != '#')
            return true;
    return false;
}

/* "  Previous write of size 8 at 0x7ffd by thread T1:" becomes "Previous write of size 8 by thread T1". */
static void copy_title(char title[160], char *line)
{
    char *address = strstr(line, " at 0x"), *thread = address ? strstr(address, " by ") : NULL;
    char *end = strstr(line, " here:");

    line += strspn(line, " ");
    line[strcspn(line, ":")] = '\0';
    if (thread && strstr(thread, " (mutexes"))
        *strstr(thread, " (mutexes") = '\0';
    if (address)
        *address = '\0';
    if (end)
        *end = '\0';
    snprintf(title, 160, "%.80s%.70s", line, thread ? thread : "");
}

/* A line of a stack: "#1 take threads.c:41 (threads+0x26)", or with "0x5555 in" before the function. */
static bool is_frame(const char *line, char function[64], char place[200])
{
    return sscanf(line, " #%*u 0x%*x in %63s %199s", function, place) == 2 ||
           sscanf(line, " #%*u %63s %199s", function, place) == 2;
}

/* The name of a function without the prefix of a sanitizer's or our instrument's replacement. */
static const char *name_of(const char *function)
{
    static const char *const stand_ins[] = {"__interceptor_", "__wrap_"};

    for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++)
        if (strncmp(function, stand_ins[i], strlen(stand_ins[i])) == 0)
            return function + strlen(stand_ins[i]);
    return function;
}

/* The line that a process prints while it waits for another's report to end, in the middle of that report. */
static bool is_rule(const char *line)
{
    return strncmp(line, "=====", 5) == 0;
}

/* Write the topmost line in the lab's file of the stack below a title to `where`, or "". Returns the rest. */
static char *find_place(char *rest, const char *file, char where[400])
{
    char function[64], place[200], called[64] = "", *line;

    *where = '\0';
    while ((line = strsep(&rest, "\n")) && (is_rule(line) || is_frame(line, function, place))) {
        if (is_rule(line))
            continue;
        if (!*where && strstr(place, file))
            snprintf(where, 400, "%s, in %s%s%s", place, function, *called ? ", which calls " : "", called);
        const char *name = name_of(function);
        bool known = isalpha((unsigned char)name[0]); /* no address, "<null>", or what is the library's own */
        snprintf(called, sizeof called, "%s", known ? name : "a function of a library");
    }
    return rest;
}

/* The line that names the fault, without numbers that only the machine understands. */
static void write_headline(FILE *out, char *line)
{
    static const char *const ends[] = {" (pid=", " on address ", " on unknown address", " on 0x"};
    char *begin = strstr(line, "Sanitizer: ");

    while (begin && begin > line && begin[-1] != ' ')
        begin--;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (strstr(line, ends[i]))
            *strstr(line, ends[i]) = '\0';
    fprintf(out, "%s%s", begin ? begin : line,
            strstr(line, "data race")
                ? ": two threads use one variable, one of them writes, and nothing orders the two"
                : "");
}

/* Several children may report the same. */
static void write_once(FILE *out, const char *text, const char *line)
{
    if (!text || !strstr(text, line))
        fprintf(out, "%s%.500s", text && *text ? INDENT : "", line);
}

/* Whether to print it: always what was done; the allocation only if the lab made it, and only once. */
static bool is_telling(const char *title, const char *where, const char *text)
{
    return *where ? !strstr(text, " leak of ") || !strstr(text, where) : strstr(title, " of size ") != NULL;
}

char *report_in_short(const char *report, const char *lab)
{
    char *copy = strdup(report), *rest = copy, *line, *text = NULL, file[64], title[160], function[64],
         where[400], telling[600];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!copy || !out)
        abort();
    snprintf(file, sizeof file, "/%s.c:", lab);
    while (fflush(out) == 0 && size < MOST_TEXT && (line = strsep(&rest, "\n")) &&
           strncmp(line, "SUMMARY", 7) != 0) {
        if (is_title(line)) {
            copy_title(title, line);
            rest = find_place(rest, file, where);
            snprintf(telling, sizeof telling, "%s: %s", title, *where ? where : "not in your file");
            if (is_telling(title, where, text))
                write_once(out, text, telling);
        } else if (strstr(line, "Sanitizer: ") && size == 0)
            write_headline(out, line);
        else if (strstr(line, "runtime error: ")) /* the report has only this line */
            write_once(out, text, line);
        else if (size > 0 && !strchr(text, '\n') && is_frame(line, function, where) && strstr(where, file))
            fprintf(out, INDENT "at %s, in %s", where, function); /* a crash: its stack has no title */
    }
    if (size == 0)
        fprintf(out, "%.*s", (int)strcspn(report, "\n"), report);
    fclose(out);
    free(copy);
    return text;
}
