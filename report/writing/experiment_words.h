/*
 * experiment_words.h - the words of what is measured besides the numbers of workers.
 */
#ifndef REPORT_EXPERIMENT_WORDS_H
#define REPORT_EXPERIMENT_WORDS_H

#include "../evidence.h"
#include "words.h"

/* Add the words of kept connections and of work for the processor. */
void experiment_words(struct words *words, const struct evidence *evidence);

#endif
