/*
 * names.h - system-wide names that a run has created. A run that is cut short leaves them behind, and the
 * next run must not find them.
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

/* Remove all names of the last run. */
void names_remove(void);

#endif
