/*
 * names.c - system-wide names that a run has created.
 */
#include "names.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explored.h"
#include "wrapped.h"

void name_given(enum name_kind kind, const char *name)
{
    if (!explored_here() || world->name_count == MAX_NAMES)
        return;
    struct given_name *given = &world->names[world->name_count++];
    given->kind = kind;
    snprintf(given->name, sizeof given->name, "%s", name);
}

void number_given(enum name_kind kind, int number)
{
    char name[16];

    snprintf(name, sizeof name, "%d", number);
    name_given(kind, name);
}

static void remove_one(const struct given_name *given)
{
    switch ((enum name_kind)given->kind) {
    case A_FILE:
        if (unlink(given->name) != 0)
            rmdir(given->name);
        break;
    case SHARED_MEMORY:
        shm_unlink(given->name);
        break;
    case A_SEMAPHORE:
        sem_unlink(given->name);
        break;
    case A_QUEUE:
        mq_unlink(given->name);
        break;
    case SYSTEM_V_SEMAPHORES:
        semctl(atoi(given->name), 0, IPC_RMID);
        break;
    case SYSTEM_V_QUEUE:
        msgctl(atoi(given->name), IPC_RMID, NULL);
        break;
    case SYSTEM_V_MEMORY:
        shmctl(atoi(given->name), IPC_RMID, NULL);
    }
}

/* In reverse order: files before the directories that hold them. */
void names_remove(void)
{
    while (world->name_count > 0)
        remove_one(&world->names[--world->name_count]);
}

/* --- Functions that create names --- */

WRAPPED(int, shm_open, (const char *name, int flags, mode_t mode))
{
    if (flags & O_CREAT)
        name_given(SHARED_MEMORY, name);
    return __real_shm_open(name, flags, mode);
}

/* Pass the third and the fourth argument on unchanged, if given. */
WRAPPED(sem_t *, sem_open, (const char *name, int flags, ...))
{
    va_list given;

    va_start(given, flags);
    mode_t mode = va_arg(given, mode_t);
    unsigned value = va_arg(given, unsigned);
    va_end(given);
    if (flags & O_CREAT)
        name_given(A_SEMAPHORE, name);
    return __real_sem_open(name, flags, mode, value);
}

WRAPPED(mqd_t, mq_open, (const char *name, int flags, ...))
{
    va_list given;

    va_start(given, flags);
    mode_t mode = va_arg(given, mode_t);
    struct mq_attr *attributes = va_arg(given, struct mq_attr *);
    va_end(given);
    if (flags & O_CREAT)
        name_given(A_QUEUE, name);
    return __real_mq_open(name, flags, mode, attributes);
}

WRAPPED(int, semget, (key_t key, int count, int flags))
{
    int found = __real_semget(key, count, flags);

    if (found >= 0 && (key == IPC_PRIVATE || flags & IPC_CREAT))
        number_given(SYSTEM_V_SEMAPHORES, found);
    return found;
}

WRAPPED(int, msgget, (key_t key, int flags))
{
    int found = __real_msgget(key, flags);

    if (found >= 0 && (key == IPC_PRIVATE || flags & IPC_CREAT))
        number_given(SYSTEM_V_QUEUE, found);
    return found;
}

WRAPPED(int, shmget, (key_t key, size_t size, int flags))
{
    int found = __real_shmget(key, size, flags);

    if (found >= 0 && (key == IPC_PRIVATE || flags & IPC_CREAT))
        number_given(SYSTEM_V_MEMORY, found);
    return found;
}

WRAPPED(int, mkstemp, (char *name))
{
    int file = __real_mkstemp(name);

    if (file >= 0)
        name_given(A_FILE, name);
    return file;
}

WRAPPED(char *, mkdtemp, (char *name))
{
    char *made = __real_mkdtemp(name);

    if (made)
        name_given(A_FILE, made);
    return made;
}

WRAPPED(int, mkfifo, (const char *name, mode_t mode))
{
    name_given(A_FILE, name);
    return __real_mkfifo(name, mode);
}

WRAPPED(FILE *, fopen, (const char *name, const char *mode))
{
    if (strpbrk(mode, "wa+"))
        name_given(A_FILE, name);
    return __real_fopen(name, mode);
}
