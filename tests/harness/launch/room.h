/*
 * room.h - the directories of a run, next to each other in its room.
 */
#ifndef HARNESS_ROOM_H
#define HARNESS_ROOM_H

#define WORK      "/work"
#define TEMPORARY "/tmp"
#define SHARED    "/shm"
#define QUEUES    "/queues" /* empty: for isolation_find_left() */

/* The path of directory `name` in the room that holds `directory`; the room itself for "". The caller frees
 * it. */
char *run_directory_beside(const char *directory, const char *name);

#endif
