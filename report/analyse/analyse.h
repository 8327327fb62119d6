/*
 * analyse.h - read the data and write facts.json: every number, name and flag that the document may use.
 *
 * This code makes no sentence. document.md holds all words and chooses them by the flags.
 */
#ifndef REPORT_ANALYSE_H
#define REPORT_ANALYSE_H

#include "analysis.h"
#include "json.h"

/* Read report/data and compute the rest. Returns 0, or -1 after a line on standard error that names the
 * faulty file. */
int evidence_load(struct evidence *evidence);

/* Write the numbers of workers as CSV, one row for each configuration. 0, or -1 after a line on standard
 * error. */
int evidence_save_summary(const struct evidence *evidence, const char *path);

/* Build all sections. The caller deletes the result. */
cJSON *facts_json(const struct evidence *evidence);

/* Write the facts to a file. 0, or -1 after a line on standard error. */
int facts_json_save(const struct evidence *evidence, const char *path);

/* One function for each section, each in its own file. Each adds its facts to `facts`. */
void put_run(cJSON *facts, const struct evidence *evidence);
void put_times(cJSON *facts, const struct evidence *evidence);
void put_workers(cJSON *facts, const struct evidence *evidence);
void put_waiting(cJSON *facts, const struct evidence *evidence);
void put_cost(cJSON *facts, const struct evidence *evidence);
void put_reuse(cJSON *facts, const struct evidence *evidence);
void put_work(cJSON *facts, const struct evidence *evidence);
void put_races(cJSON *facts, const struct evidence *evidence);
void put_scale(cJSON *facts, const struct evidence *evidence);
void put_interleaving(cJSON *facts, const struct evidence *evidence);
void put_yours(cJSON *facts, const struct evidence *evidence);
void put_original(cJSON *facts, const struct evidence *evidence);
void put_cache(cJSON *facts, const struct evidence *evidence);
void put_quality(cJSON *facts, const struct evidence *evidence);
void put_conclusions(cJSON *facts, const struct evidence *evidence);

#endif
