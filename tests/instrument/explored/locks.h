/*
 * locks.h - the functions of mutexes that conditions need.
 */
#ifndef EXPLORED_LOCKS_H
#define EXPLORED_LOCKS_H

#include "explored.h"

/* Unlock a mutex within the current step. */
void lock_give_back(struct object *mutex);
/* Give it to the caller. */
void lock_take(struct object *mutex);
bool lock_is_free(const struct thread *thread);
/* A thread has ended: what it holds stays locked, except robust mutexes. */
void locks_thread_ends(int thread);

#endif
