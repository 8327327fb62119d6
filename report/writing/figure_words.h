/*
 * figure_words.h - the words of the template that are figures.
 */
#ifndef REPORT_FIGURE_WORDS_H
#define REPORT_FIGURE_WORDS_H

#include "../evidence.h"
#include "words.h"

void figure_words(struct words *words, const struct evidence *evidence);

#endif
