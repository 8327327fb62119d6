/*
 * facts_json.h - one file with all that the document may say: numbers, names, and the verdicts as flags.
 *
 * No sentence is made here: document.md holds all words, and chooses them by the flags.
 */
#ifndef REPORT_FACTS_JSON_H
#define REPORT_FACTS_JSON_H

#include "analysis.h"
#include "json.h"

/* All sections; the caller deletes it. */
cJSON *facts_json(const struct evidence *evidence);

/* Write it to a file. 0, or -1 after a line on standard error. */
int facts_json_save(const struct evidence *evidence, const char *path);

/* The sections, each in a file of its own: they add what they have to `facts`. */
void put_run(cJSON *facts, const struct evidence *evidence);
void put_times(cJSON *facts, const struct evidence *evidence);
void put_workers(cJSON *facts, const struct evidence *evidence);
void put_waiting(cJSON *facts, const struct evidence *evidence);
void put_cost(cJSON *facts, const struct evidence *evidence);
void put_reuse(cJSON *facts, const struct evidence *evidence);
void put_work(cJSON *facts, const struct evidence *evidence);
void put_races(cJSON *facts, const struct evidence *evidence);
void put_scale(cJSON *facts, const struct evidence *evidence);
void put_yours(cJSON *facts, const struct evidence *evidence);
void put_original(cJSON *facts, const struct evidence *evidence);
void put_cache(cJSON *facts, const struct evidence *evidence);
void put_quality(cJSON *facts, const struct evidence *evidence);
void put_conclusions(cJSON *facts, const struct evidence *evidence);

#endif
