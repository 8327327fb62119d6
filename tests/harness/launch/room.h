/*
 * room.h - the directories of a run's room, next to each other.
 */
#ifndef HARNESS_ROOM_H
#define HARNESS_ROOM_H

#define WORK      "/work"
#define TEMPORARY "/tmp"
#define SHARED    "/shm"
#define QUEUES    "/queues" /* empty: for isolation_find_left() */

/* The path of the directory `name` of the room that holds `directory`; of the room for "". The caller frees
 * it. */
char *run_directory_beside(const char *directory, const char *name);

#endif
