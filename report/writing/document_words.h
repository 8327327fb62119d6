/*
 * document_words.h - every text that the document's template asks for.
 */
#ifndef REPORT_DOCUMENT_WORDS_H
#define REPORT_DOCUMENT_WORDS_H

#include "../evidence.h"
#include "words.h"

/* Add the facts under their names, and the findings and tables computed from the data. */
void document_words(struct words *words, const struct evidence *evidence);

#endif
