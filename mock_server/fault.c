#include "fault.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct fault_form {
    const char *name;
    unsigned least, most; /* arguments */
    const char *arguments;
} fault_forms[] = {
    [FAULT_NONE] = {"none", 0, 0, ""},           [FAULT_STATUS] = {"status", 1, 1, " CODE"},
    [FAULT_FAIL] = {"fail", 1, 2, " K [CODE]"},  [FAULT_REDIRECT] = {"redirect", 0, 1, " [HOPS]"},
    [FAULT_TRUNCATED] = {"truncated", 0, 0, ""}, [FAULT_RESET] = {"reset", 0, 0, ""},
    [FAULT_STALL] = {"stall", 0, 0, ""},         [FAULT_LENGTH] = {"length", 0, 0, ""},
    [FAULT_CHUNKED] = {"chunked", 0, 0, ""},
};

enum { FAULT_KINDS = sizeof(fault_forms) / sizeof(fault_forms[0]) };

const char *fault_name(enum fault_kind kind)
{
    return fault_forms[kind].name;
}

void fault_text(const struct fault *fault, char text[FAULT_TEXT])
{
    const char *name = fault_name(fault->kind);

    if (fault->kind == FAULT_STATUS)
        snprintf(text, FAULT_TEXT, "%s %u", name, fault->status);
    else if (fault->kind == FAULT_FAIL)
        snprintf(text, FAULT_TEXT, "%s %u %u", name, fault->count, fault->status);
    else if (fault->kind == FAULT_REDIRECT)
        snprintf(text, FAULT_TEXT, "%s %u", name, fault->count);
    else
        snprintf(text, FAULT_TEXT, "%s", name);
}

static int find_fault(const char *name, struct refusal *refusal)
{
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        if (strcmp(fault_forms[kind].name, name) == 0)
            return kind;
    return refuse(refusal,
                  "fault: there is no kind \"%s\", but status, fail, redirect, truncated, reset, stall, "
                  "length, chunked, none",
                  name);
}

/* The arguments after the kind: words[0..count). */
static int parse_arguments(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal)
{
    const struct fault_form *form = &fault_forms[fault->kind];
    const char *status = NULL;
    uint64_t number = 0;

    if (count < form->least || count > form->most)
        return refuse(refusal, "fault: due is IMAGE %s%s", form->name, form->arguments);
    fault->count = 1;
    fault->status = 503;
    if (fault->kind == FAULT_STATUS)
        status = words[0];
    else if (count > 0 && parse_number(words[0], "fault", 1, 1000000, &number, refusal) != 0)
        return -1;
    else if (count > 0)
        fault->count = (unsigned)number;
    if (fault->kind == FAULT_FAIL && count == 2)
        status = words[1];
    if (status != NULL) {
        if (parse_number(status, "fault: the status", 200, 599, &number, refusal) != 0)
            return -1;
        fault->status = (unsigned)number;
    }
    return 0;
}

int fault_parse(struct fault *fault, char *const words[], unsigned count, struct refusal *refusal)
{
    int kind = find_fault(words[0], refusal);

    if (kind < 0)
        return -1;
    fault->kind = (enum fault_kind)kind;
    return parse_arguments(fault, words + 1, count - 1, refusal);
}
