/*
 * exploration.c - read the report of a program that explores schedules.
 */
#include "exploration.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/plural.h"

/* --- Lines of the report, with tabs between their words --- */

#define MAX_WORDS 8
#define MOST_TEXT 20 /* characters of a step */

static size_t split(char *line, char *words[MAX_WORDS])
{
    size_t count = 0;

    for (char *at = line; at && count < MAX_WORDS; count++)
        words[count] = strsep(&at, "\t");
    return count;
}

static void read_step(struct exploration *e, char *words[])
{
    e->steps = realloc(e->steps, (e->step_count + 1) * sizeof *e->steps);
    if (!e->steps)
        abort();
    e->steps[e->step_count++] = (struct exploration_step){
        .thread = atoi(words[1]) & 31,
        .kind = atoi(words[2]),
        .wrong = atoi(words[3]),
        .place = strtoul(words[4], NULL, 16),
        .object = strtoul(words[5], NULL, 16),
        .text = strdup(words[6]),
    };
}

static void read_line(struct exploration *e, char *words[], size_t count)
{
    if (strcmp(words[0], "step") == 0 && count == 7)
        read_step(e, words);
    else if (strcmp(words[0], "subject") == 0 && count == 2)
        *e = (struct exploration){.subject = strdup(words[1])};
    else if (strcmp(words[0], "explored") == 0 && count == 6) {
        e->schedules = atol(words[1]);
        e->runs = atol(words[2]);
        e->interruptions = atoi(words[3]);
        e->bound = atoi(words[4]);
        e->limited = atoi(words[5]);
    } else if (strcmp(words[0], "together") == 0 && count == 2)
        e->together = atoi(words[1]);
    else if (strcmp(words[0], "unseen") == 0 && count == 2)
        e->unseen = strdup(words[1]);
    else if (strcmp(words[0], "fault") == 0 && count == 4) {
        e->kind = strdup(words[1]);
        e->races = atoi(words[2]);
        e->message = strdup(words[3]);
    } else if (strcmp(words[0], "schedule") == 0 && count == 2)
        e->schedule = strdup(words[1]);
    else if (strcmp(words[0], "racy") == 0 && count == 2)
        e->racy = strdup(words[1]);
    else if (strcmp(words[0], "end") == 0)
        e->complete = true;
}

struct exploration exploration_read(const char *report)
{
    struct exploration e = {0};
    char *copy = strdup(report), *words[MAX_WORDS], *rest = copy, *line;

    while ((line = strsep(&rest, "\n")))
        if (*line)
            read_line(&e, words, split(line, words));
    free(copy);
    return e;
}

const char *exploration_covered(const struct exploration *e)
{
    static char text[300];
    char bound[64];

    snprintf(bound, sizeof bound, "%s", counted((size_t)e->bound, "interruptions"));
    if (e->limited && e->interruptions > 0)
        snprintf(
            text, sizeof text,
            "all schedules with at most %d interruption%s, and some with %d (%ld in all, where the limit "
            "was reached), %s",
            e->interruptions - 1, e->interruptions == 2 ? "" : "s", e->interruptions, e->schedules,
            e->subject);
    else
        snprintf(text, sizeof text, "%s%ld schedules with at most %s%s, %s",
                 e->limited ? "the first " : "all ", e->schedules, bound,
                 e->limited ? " (the limit was reached)" : "", e->subject);
    if (e->unseen) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "; not every schedule: there is %s", e->unseen);
    }
    return text;
}

/* --- Lines of the source --- */

/* A line of a file, without leading and trailing blanks. */
static char *line_of(const char *path, int number)
{
    FILE *file = fopen(path, "re");
    char *line = NULL, *found = NULL;
    size_t size = 0;

    for (int i = 1; file && !found && getline(&line, &size, file) >= 0; i++)
        if (i == number) {
            char *begin = line + strspn(line, " \t");
            begin[strcspn(begin, "\r\n")] = '\0';
            found = strdup(begin);
        }
    if (file)
        fclose(file);
    free(line);
    return found;
}

/* "/path/threads.c:31" or "/path/threads.c:31 (discriminator 2)" */
static void note_line(struct exploration_step *step, char *answer)
{
    char *colon = strrchr(answer, ':');

    if (!colon || atoi(colon + 1) <= 0)
        return;
    *colon = '\0';
    step->line = atoi(colon + 1);
    step->file = strdup(answer);
    step->source = line_of(answer, step->line);
}

/* The last word of the first argument: "mutex" of "pthread_mutex_lock(&queue->mutex);". NULL for none. */
static const char *argument_of(const char *source, int *length)
{
    const char *begin = source ? strstr(source, "lock(") : NULL, *word;

    if (!begin && source)
        begin = strstr(source, "wait(");
    if (!begin)
        return NULL;
    begin = strchr(begin, '(') + 1;
    const char *end = begin + strcspn(begin, ",)");
    for (word = end; word > begin && (isalnum((unsigned char)word[-1]) || word[-1] == '_');)
        word--;
    *length = (int)(end - word);
    return *length > 0 ? word : NULL;
}

/* Name the lock, if its name is short enough for a column. */
static void name_lock(struct exploration_step *step)
{
    static const char *const verbs[] = {"locks", "unlocks", "waits forever"};
    int length;
    const char *name = argument_of(step->source, &length);
    char text[64];

    for (size_t i = 0; name && i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(step->text, verbs[i]) != 0)
            continue;
        snprintf(text, sizeof text, "%s %.*s", i == 2 ? "waits:" : verbs[i], length > 40 ? 40 : length, name);
        if (strlen(text) <= MOST_TEXT) {
            free(step->text);
            step->text = strdup(text);
        }
        return;
    }
}

void exploration_find_lines(struct exploration *e, const char *program)
{
    char *command = NULL, *line = NULL;
    size_t size = 0;
    FILE *text = open_memstream(&command, &size);

    if (!text || e->step_count == 0)
        return;
    fprintf(text, "addr2line -e '%s'", program);
    for (size_t i = 0; i < e->step_count && i < 4000; i++)
        fprintf(text, " %lx", e->steps[i].place);
    fprintf(text, " 2>/dev/null");
    fclose(text);
    FILE *answers = popen(command, "re");
    size = 0;
    for (size_t i = 0; answers && i < e->step_count && getline(&line, &size, answers) >= 0; i++)
        if (e->steps[i].place) {
            note_line(&e->steps[i], line);
            name_lock(&e->steps[i]);
        }
    if (answers)
        pclose(answers);
    free(line);
    free(command);
}
