/*
 * command_line.h - a command line that grows, word by word.
 */
#ifndef HARNESS_COMMAND_LINE_H
#define HARNESS_COMMAND_LINE_H

#include <stddef.h>

/* Begin with {0}. The words belong to the caller; `words` ends with NULL once there is one. */
struct command_line {
    char **words;
    size_t count;
};

void command_add(struct command_line *command, const char *word);

/* Add words up to a NULL. */
void command_add_all(struct command_line *command, const char *const words[]);

#define COMMAND_ADD(command, ...) command_add_all((command), (const char *const[]){__VA_ARGS__, NULL})

#endif
