/*
 * run_directory.h - the working directory of a run, in the run's room; next to it are the directories that
 * the program sees as /tmp and /dev/shm. If the suite is isolated, the room has a limited size.
 */
#ifndef HARNESS_RUN_DIRECTORY_H
#define HARNESS_RUN_DIRECTORY_H

#include "../scenario/scenario.h"
#include "room.h"

/* Create one in a new room. */
char *run_directory_make(void);

/* Remove the whole room. */
void run_directory_remove(const char *directory);

/*
 * A file or directory in the room that neither the kit nor the scenario has created, by the program's name
 * for it; or NULL. The images of a run are below `into`; NULL if there are none.
 */
char *run_directory_find_stray(const char *directory, const char *into, const struct scenario *scenario);

#endif
