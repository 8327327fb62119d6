/*
 * command_line.c - build a command line word by word.
 */
#include "command_line.h"

#include <stdio.h>
#include <stdlib.h>

void command_add(struct command_line *command, const char *word)
{
    command->words = reallocarray(command->words, command->count + 2, sizeof *command->words);
    if (!command->words) {
        fputs("not enough memory for a command line\n", stderr);
        abort();
    }
    command->words[command->count++] = (char *)word;
    command->words[command->count] = NULL;
}

void command_add_all(struct command_line *command, const char *const words[])
{
    for (; *words; words++)
        command_add(command, *words);
}
