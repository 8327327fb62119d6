/*
 * transcript.c - read the output of the cache lab's program.
 */
#include "transcript.h"

#include <stdlib.h>
#include <string.h>

#include "../system/files.h"

/* The calls of the demonstration, in order. */
static const int demonstration[][2] = {{2, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 3},
                                       {2, 3}, {3, 3}, {2, 3}, {2, 3}, {2, 3}};

#define DEMONSTRATED (sizeof demonstration / sizeof demonstration[0])

/* Read the three lines of a call. Returns where the next call begins, or NULL if the lines are others. */
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
        if (!at) { /* not the expected lines */
            transcript->count = 0;
            return;
        }
        call->first = demonstration[place][0];
        call->second = demonstration[place][1];
        transcript->count++;
    }
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
