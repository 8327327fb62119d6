/*
 * students.c - what the facts say about the student's labs.
 */
#include "students.h"

#include <stdio.h>
#include <string.h>

void student_fact_name(const char *lab, char name[32])
{
    snprintf(name, 32, "yours_%.20s", lab);
}

const char *student_standing(const struct facts *facts, const char *lab)
{
    char name[32];

    student_fact_name(lab, name);
    const char *standing = fact_text(facts, name);
    return standing ? standing : "unknown";
}

bool student_is_green(const struct facts *facts, const char *lab)
{
    return strcmp(student_standing(facts, lab), "green") == 0;
}

bool student_is_reference(const struct facts *facts)
{
    const char *whose = fact_text(facts, "references");

    return whose && strcmp(whose, "yours") == 0;
}

bool is_measured(const struct facts *facts, const struct strategy *strategy)
{
    bool stands_in = student_is_reference(facts);

    switch (strategy->role) {
    case ROLE_REFERENCE:
        return !stands_in || student_is_green(facts, strategy->lab);
    case ROLE_YOURS:
        return !stands_in && student_is_green(facts, strategy->lab);
    case ROLE_MISTAKE: /* it calls the sequential lab's download_all() */
        return !stands_in || student_is_green(facts, "sequential");
    case ROLE_PEER: /* peers.h finds out whether it is installed */
        break;
    }
    return true;
}
