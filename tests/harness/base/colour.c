/*
 * colour.c - colours for people.
 */
#include "colour.h"

#include <stdlib.h>
#include <unistd.h>

const char *colour(const char *code)
{
    const char *no_colour = getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) ? code : "";
}
