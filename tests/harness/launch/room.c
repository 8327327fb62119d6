/*
 * room.c - the directories of a run.
 */
#include "room.h"

#include <stdio.h>
#include <string.h>

#include "../base/failure.h"

char *run_directory_beside(const char *directory, const char *name)
{
    char *path;
    int room = (int)(strlen(directory) - strlen(WORK));

    if (asprintf(&path, "%.*s%s", room, directory, name) < 0)
        harness_failure("no memory");
    return path;
}
