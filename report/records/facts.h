/*
 * facts.h - the facts of a run besides its measurements: profile, seed, date, machine, versions.
 *
 * They are named texts in a CSV file next to the measurements. So the document can be built later and on
 * another machine, and still says where its numbers come from.
 */
#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include <stddef.h>

#define MAX_FACTS 64

struct facts {
    struct fact {
        char name[32];
        char value[160];
    } list[MAX_FACTS];
    size_t count;
};

/* Add a fact, formatted as by printf. It must contain no quotation mark and no new line. */
void facts_set(struct facts *facts, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The value of a fact, or NULL. */
const char *fact_text(const struct facts *facts, const char *name);

/* The value of a fact as a number; 0 if it is not a number. */
double fact_number(const struct facts *facts, const char *name);

/* Write and read a CSV file. 0, or -1 after a line on standard error. */
int facts_save(const struct facts *facts, const char *path);
int facts_load(struct facts *facts, const char *path);

#endif
