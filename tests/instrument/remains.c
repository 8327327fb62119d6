/*
 * remains.c - memory, semaphores and queues of System V, and those that have a name: they stay when the
 * program has ended, and a machine has only so many. This holds where a run cannot have names of its own,
 * too.
 *
 * Linked into the build with AddressSanitizer, with --wrap for each function here that is named so. What the
 * first process has made is looked for whenever it looks for leaks, see children.c.
 */
#include "remains.h"

#include "lab_calls.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "reports.h"

#define MOST_MADE 64
#define MOST_NAME 256

enum kind { SEGMENT, SEMAPHORES, QUEUE, NAMED_MEMORY, NAMED_SEMAPHORE, NAMED_QUEUE };

struct made {
    enum kind kind;
    int id;               /* of System V */
    char name[MOST_NAME]; /* of the others */
};

int __real_shmget(key_t key, size_t size, int flags);
int __wrap_shmget(key_t key, size_t size, int flags);
int __real_semget(key_t key, int count, int flags);
int __wrap_semget(key_t key, int count, int flags);
int __real_msgget(key_t key, int flags);
int __wrap_msgget(key_t key, int flags);
int __real_shm_open(const char *name, int flags, mode_t mode);
int __wrap_shm_open(const char *name, int flags, mode_t mode);
sem_t *__real_sem_open(const char *name, int flags, ...);
sem_t *__wrap_sem_open(const char *name, int flags, ...);
mqd_t __real_mq_open(const char *name, int flags, ...);
mqd_t __wrap_mq_open(const char *name, int flags, ...);

static struct made all_made[MOST_MADE];
static atomic_uint made_count;

static void note(enum kind kind, int id, const char *name)
{
    unsigned place = atomic_fetch_add(&made_count, 1);

    if (place >= MOST_MADE)
        return;
    all_made[place].kind = kind;
    all_made[place].id = id;
    snprintf(all_made[place].name, MOST_NAME, "%s", name);
}

/* Not only looked up: then it is somebody else's. */
static bool is_made(key_t key, int flags)
{
    return key == IPC_PRIVATE || flags & IPC_CREAT;
}

int __wrap_shmget(key_t key, size_t size, int flags)
{
    int id = __real_shmget(key, size, flags);

    if (id >= 0 && is_made(key, flags))
        note(SEGMENT, id, "");
    return id;
}

int __wrap_semget(key_t key, int count, int flags)
{
    int id = __real_semget(key, count, flags);

    if (id >= 0 && is_made(key, flags))
        note(SEMAPHORES, id, "");
    return id;
}

int __wrap_msgget(key_t key, int flags)
{
    int id = __real_msgget(key, flags);

    if (id >= 0 && is_made(key, flags))
        note(QUEUE, id, "");
    return id;
}

int __wrap_shm_open(const char *name, int flags, mode_t mode)
{
    int file = __real_shm_open(name, flags, mode);

    if (file >= 0 && flags & O_CREAT)
        note(NAMED_MEMORY, -1, name);
    return file;
}

sem_t *__wrap_sem_open(const char *name, int flags, ...)
{
    va_list arguments;

    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    sem_t *semaphore = __real_sem_open(name, flags, mode, value);
    if (semaphore != SEM_FAILED && flags & O_CREAT)
        note(NAMED_SEMAPHORE, -1, name);
    return semaphore;
}

mqd_t __wrap_mq_open(const char *name, int flags, ...)
{
    va_list arguments;

    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    struct mq_attr *attributes = flags & O_CREAT ? va_arg(arguments, struct mq_attr *) : NULL;
    va_end(arguments);
    mqd_t queue = __real_mq_open(name, flags, mode, attributes);
    if (queue != (mqd_t)-1 && flags & O_CREAT)
        note(NAMED_QUEUE, -1, name);
    return queue;
}

/*
 * Remove it, so that a test leaves nothing to the machine; whether there was something to remove. A segment
 * that is to go when the last process has let it go does not remain.
 */
static bool remove_made(const struct made *made)
{
    struct shmid_ds status;

    switch (made->kind) {
    case SEGMENT:
        return shmctl(made->id, IPC_STAT, &status) == 0 && !(status.shm_perm.mode & SHM_DEST) &&
               shmctl(made->id, IPC_RMID, NULL) == 0;
    case SEMAPHORES:
        return semctl(made->id, 0, IPC_RMID) == 0;
    case QUEUE:
        return msgctl(made->id, IPC_RMID, NULL) == 0;
    case NAMED_MEMORY:
        return shm_unlink(made->name) == 0;
    case NAMED_SEMAPHORE:
        return sem_unlink(made->name) == 0;
    default:
        return mq_unlink(made->name) == 0;
    }
}

/* What stays where a call has failed is removed, and not held against the lab. */
void tell_remains(void)
{
    static const char *const words[] = {
        [SEGMENT] = "shared memory of System V, without shmctl() and IPC_RMID",
        [SEMAPHORES] = "semaphores of System V, without semctl() and IPC_RMID",
        [QUEUE] = "a message queue of System V, without msgctl() and IPC_RMID",
        [NAMED_MEMORY] = "shared memory that has a name, without shm_unlink()",
        [NAMED_SEMAPHORE] = "a semaphore that has a name, without sem_unlink()",
        [NAMED_QUEUE] = "a message queue that has a name, without mq_unlink()",
    };

    for (unsigned i = 0; i < atomic_load(&made_count) && i < MOST_MADE; i++)
        if (remove_made(&all_made[i]) && !has_made_calls_fail())
            dprintf(reports_file(), "ERROR: the kernel keeps this when the program has ended: %s\n",
                    words[all_made[i].kind]);
}
