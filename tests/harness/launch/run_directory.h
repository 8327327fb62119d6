/*
 * run_directory.h - where a run works: a directory in a room of the run's, and next to it what the program
 * sees as /tmp and /dev/shm. Where the suite is isolated the room holds so much and no more.
 */
#ifndef HARNESS_RUN_DIRECTORY_H
#define HARNESS_RUN_DIRECTORY_H

#include "../scenario/scenario.h"
#include "room.h"

/* A new one, in a new room. */
char *run_directory_make(void);

/* Remove all of the room. */
void run_directory_remove(const char *directory);

/*
 * A file or directory, anywhere in the room, that neither the kit nor the scenario has put there: as the
 * program calls it, or NULL. The images of a run are below `into`; NULL where there are none.
 */
char *run_directory_find_stray(const char *directory, const char *into, const struct scenario *scenario);

#endif
