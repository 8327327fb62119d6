/*
 * colour.h - colours for people, if the output is a terminal that wants them (https://no-color.org).
 */
#ifndef HARNESS_COLOUR_H
#define HARNESS_COLOUR_H

#define GREEN  "\033[32m"
#define RED    "\033[31m"
#define YELLOW "\033[33m"
#define BOLD   "\033[1m"
#define DIM    "\033[2m"
#define NORMAL "\033[0m"

/* `code` if standard output is a terminal and NO_COLOR is not set, else "". */
const char *colour(const char *code);

#endif
