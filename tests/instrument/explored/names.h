/*
 * names.h - names in the system that a run has given: a run that is cut short leaves them, and the next one
 * must not find them.
 */
#ifndef EXPLORED_NAMES_H
#define EXPLORED_NAMES_H

enum name_kind {
    A_FILE,
    SHARED_MEMORY,
    A_SEMAPHORE,
    A_QUEUE,
    SYSTEM_V_SEMAPHORES,
    SYSTEM_V_QUEUE,
    SYSTEM_V_MEMORY
};

void name_given(enum name_kind kind, const char *name);
void number_given(enum name_kind kind, int number);

/* Remove all of the last run. */
void names_remove(void);

#endif
