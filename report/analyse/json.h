/*
 * json.h - the elements of facts.json: numbers rounded for a reader, and flags.
 *
 * The template tests flags with $if()$ and prints texts, so every number becomes a text here and is rounded
 * once. A flag is always written, set or not, so that a check can find a flag name that the template
 * misspells.
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

/* About three significant digits: 26.4, 4.06, 0.823, 0.064; a dash for NaN. */
void put_seconds(cJSON *object, const char *name, double seconds);

/* `name`_low and `name`_high, in seconds. */
void put_interval(cJSON *object, const char *name, struct interval interval);

/* A ratio: 63, 8.4, 1.4; three decimals if it differs from 1 by less than a tenth: 1.045. */
void put_ratio(cJSON *object, const char *name, double ratio);

/* A percentage: 97.9, 5. */
void put_percent(cJSON *object, const char *name, double share);

/* An object with `ratio`, `low`, `high`, `p` and `n`, and with one of `faster`, `slower`, `undecided` and
 * `few` set. */
void put_comparison(cJSON *object, const char *name, const struct comparison *comparison);

/* The same texts for the figures drawn from C. Each lives until the end of the expression that uses it. */
struct number_text {
    char text[48];
};
struct number_text seconds_text(double seconds);
struct number_text ratio_text(double ratio);

#endif
