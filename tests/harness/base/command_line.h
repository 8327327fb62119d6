/*
 * command_line.h - build a command line word by word.
 */
#ifndef HARNESS_COMMAND_LINE_H
#define HARNESS_COMMAND_LINE_H

#include <stddef.h>

/* Begin with {0}. The caller owns the words. `words` ends with NULL after the first word. */
struct command_line {
    char **words;
    size_t count;
};

void command_add(struct command_line *command, const char *word);

/* Add words up to a NULL. */
void command_add_all(struct command_line *command, const char *const words[]);

#define COMMAND_ADD(command, ...) command_add_all((command), (const char *const[]){__VA_ARGS__, NULL})

#endif
