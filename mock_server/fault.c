#include "fault.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct fault_form {
    const char *name;
    unsigned least, most; /* how many arguments follow the kind */
    const char *arguments;
} fault_forms[] = {
    [FAULT_NONE] = {"none", 0, 0, ""},
    [FAULT_STATUS] = {"status", 1, 2, " CODE [SECONDS]"},
    [FAULT_FAIL] = {"fail", 1, 3, " K [CODE [SECONDS]]"},
    [FAULT_REDIRECT] = {"redirect", 0, 2, " [HOPS [CODE]]"},
    [FAULT_TRUNCATED] = {"truncated", 0, 0, ""},
    [FAULT_RESET] = {"reset", 0, 0, ""},
    [FAULT_STALL] = {"stall", 0, 0, ""},
    [FAULT_LENGTH] = {"length", 0, 0, ""},
    [FAULT_CHUNKED] = {"chunked", 0, 0, ""},
    [FAULT_CORRUPT] = {"corrupt", 0, 0, ""},
    [FAULT_EMPTY] = {"empty", 0, 0, ""},
};

enum { FAULT_KINDS = sizeof fault_forms / sizeof fault_forms[0], NO_HEADER = -1, RETRY_AFTER = 1 };

const char *fault_name(enum fault_kind kind)
{
    return fault_forms[kind].name;
}

bool fault_equal(const struct fault *one, const struct fault *other)
{
    return one->kind == other->kind && one->count == other->count && one->status == other->status &&
           one->retry_after == other->retry_after && one->percent == other->percent;
}

/* Does a reply with this status have a Retry-After header? */
static bool says_when(unsigned status)
{
    return status == 429 || status == 503;
}

void fault_text(const struct fault *fault, char text[FAULT_TEXT])
{
    char percent[16] = "", count[16] = "", status[16] = "", seconds[16] = "";

    if (fault->percent < 100)
        snprintf(percent, sizeof percent, "%g%% ", (double)fault->percent);
    if (fault->kind == FAULT_FAIL || fault->kind == FAULT_REDIRECT)
        snprintf(count, sizeof count, " %u", fault->count);
    if (fault->kind == FAULT_REDIRECT ? fault->status != 302 : fault->status != 0)
        snprintf(status, sizeof status, " %u", fault->status);
    if (says_when(fault->status) && fault->retry_after == NO_HEADER)
        strcpy(seconds, " none");
    else if (says_when(fault->status) && fault->retry_after != RETRY_AFTER)
        snprintf(seconds, sizeof seconds, " %d", fault->retry_after);
    snprintf(text, FAULT_TEXT, "%s%s%s%s%s", percent, fault_name(fault->kind), count, status, seconds);
}

static int find_fault(const char *name, struct refusal *refusal)
{
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        if (strcmp(fault_forms[kind].name, name) == 0)
            return kind;
    return refuse(refusal,
                  "fault: expected status, fail, redirect, truncated, reset, stall, length, chunked, "
                  "corrupt, empty or none, got \"%s\"",
                  name);
}

static int parse_status(struct fault *fault, const char *word, struct refusal *refusal)
{
    uint64_t status;

    if (parse_number(word, "fault: the status", 200, 599, &status, refusal) != 0)
        return -1;
    if (fault->kind == FAULT_REDIRECT && (status < 301 || status > 308 || (status > 303 && status < 307)))
        return refuse(refusal, "fault: expected redirect status 301, 302, 303, 307 or 308, got %s", word);
    fault->status = (unsigned)status;
    fault->retry_after = says_when(fault->status) ? RETRY_AFTER : NO_HEADER;
    return 0;
}

static int parse_seconds(struct fault *fault, const char *word, struct refusal *refusal)
{
    uint64_t seconds;

    if (!says_when(fault->status))
        return refuse(refusal, "fault: expected SECONDS only for status 429 or 503, got status %u",
                      fault->status);
    fault->retry_after = NO_HEADER;
    if (strcmp(word, "none") == 0)
        return 0;
    if (parse_number(word, "fault: SECONDS", 0, 86400, &seconds, refusal) != 0)
        return -1;
    fault->retry_after = (int)seconds;
    return 0;
}

/* Parse words[0..count), the arguments after the kind. */
static int parse_arguments(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal)
{
    const struct fault_form *form = &fault_forms[fault->kind];
    uint64_t number = 1;

    if (count < form->least || count > form->most)
        return refuse(refusal, "fault: expected IMAGES %s%s, got %u arguments after the kind", form->name,
                      form->arguments, count);
    fault->retry_after = fault->kind == FAULT_FAIL ? RETRY_AFTER : NO_HEADER;
    fault->status = fault->kind == FAULT_FAIL ? 503 : fault->kind == FAULT_REDIRECT ? 302 : 0;
    if (fault->kind != FAULT_STATUS && count > 0) {
        if (parse_number(words[0], "fault", 1, 1000000, &number, refusal) != 0)
            return -1;
        words++;
        count--;
    }
    fault->count = (unsigned)number;
    if (count > 0 && parse_status(fault, words[0], refusal) != 0)
        return -1;
    return count > 1 ? parse_seconds(fault, words[1], refusal) : 0;
}

/* Parse a percentage such as "5%", which may come before the kind. Returns 1 if there was one, 0 if not,
 * -1 after an error. */
static int parse_percent(struct fault *fault, char *word, struct refusal *refusal)
{
    size_t length = strlen(word);
    double percent = 100;

    if (word[length - 1] == '%') {
        word[length - 1] = '\0';
        if (parse_decimal(word, "fault: the percentage", 100, &percent, refusal) != 0)
            return -1;
    }
    fault->percent = (float)percent;
    return strlen(word) < length;
}

int fault_parse(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal)
{
    int skipped = parse_percent(fault, words[0], refusal), kind;

    if (skipped < 0)
        return -1;
    words += skipped;
    count -= (unsigned)skipped;
    if (count == 0)
        return refuse(refusal, "fault: expected a kind after the percentage, got none");
    kind = find_fault(words[0], refusal);
    if (kind < 0)
        return -1;
    fault->kind = (enum fault_kind)kind;
    return parse_arguments(fault, words + 1, count - 1, refusal);
}
