/*
 * plural.h - numbers in sentences.
 */
#ifndef HARNESS_PLURAL_H
#define HARNESS_PLURAL_H

#include <stddef.h>

/* "1 connection in all", "2 connections in all": pass `what` in the plural, with the noun as its first word.
 * The text is not freed, because a test's process ends with the test. */
const char *counted(size_t number, const char *what);

/* "was" or "were". */
const char *was(size_t number);

#endif
