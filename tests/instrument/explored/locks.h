/*
 * locks.h - what conditions need of mutexes.
 */
#ifndef EXPLORED_LOCKS_H
#define EXPLORED_LOCKS_H

#include "explored.h"

/* Give a mutex back within a step that is under way. */
void lock_give_back(struct object *mutex);
/* It is the caller's. */
void lock_take(struct object *mutex);
bool lock_is_free(const struct thread *thread);
/* A thread has ended: what it holds stays locked, but for robust mutexes. */
void locks_thread_ends(int thread);

#endif
