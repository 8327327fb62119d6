/*
 * analyse.h - read the data, and write facts.json: all that the document may say, as numbers, names and
 * flags.
 *
 * No sentence is made here: document.md holds all words, and chooses them by the flags.
 */
#ifndef REPORT_ANALYSE_H
#define REPORT_ANALYSE_H

#include "analysis.h"
#include "json.h"

/* Read report/data and work out the rest. 0, or -1 after a line on standard error that names the file at
 * fault. */
int evidence_load(struct evidence *evidence);

/* Write one row a configuration of the numbers of workers as CSV. 0, or -1 after a line on standard error. */
int evidence_save_summary(const struct evidence *evidence, const char *path);

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
