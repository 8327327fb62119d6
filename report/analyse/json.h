/*
 * json.h - what the sections of facts.json are made of: numbers as a reader sees them, and flags.
 *
 * The template asks with $if()$ for flags and prints texts; so every number is a text here, rounded once. A
 * flag is written whether it is set or not, so that a name that the template misspells can be found out.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "compare.h"

#define MEBIBYTE 1048576.0

cJSON *put_object(cJSON *object, const char *name);
cJSON *put_list(cJSON *object, const char *name);
cJSON *add_object(cJSON *list);

void put_text(cJSON *object, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
void put_flag(cJSON *object, const char *name, bool flag);
void put_count(cJSON *object, const char *name, size_t count);

/* Three significant digits or so: 26.4, 4.06, 0.823, 0.064; a dash for NaN. */
void put_seconds(cJSON *object, const char *name, double seconds);

/* `name`_low and `name`_high, in seconds. */
void put_interval(cJSON *object, const char *name, struct interval interval);

/* How many times: 63, 8.4, 1.4; to the third decimal where it is nearer to 1 than a tenth: 1.045. */
void put_ratio(cJSON *object, const char *name, double ratio);

/* Per cent: 97.9, 5. */
void put_percent(cJSON *object, const char *name, double share);

/* An object with `ratio`, `low`, `high`, `p`, `n`, and one of `faster`, `slower`, `undecided` and `few` set.
 */
void put_comparison(cJSON *object, const char *name, const struct comparison *comparison);

/* The same texts where C needs them for a figure; each lives until the end of the expression it is used in.
 */
struct number_text {
    char text[48];
};
struct number_text seconds_text(double seconds);
struct number_text ratio_text(double ratio);

#endif
