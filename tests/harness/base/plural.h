/*
 * plural.h - numbers in sentences.
 */
#ifndef HARNESS_PLURAL_H
#define HARNESS_PLURAL_H

#include <stddef.h>

/* "1 connection in all", "2 connections in all": `what` is given in the plural, and its first word is the
 * noun. The text is not given back: a test's process ends with the test. */
const char *counted(size_t number, const char *what);

/* "was" or "were". */
const char *was(size_t number);

#endif
