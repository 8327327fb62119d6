/*
 * lab_calls.h - the calls of a lab's own code that are counted, and that the tests can make fail.
 *
 * tests/instrument/address/lab_calls.c stands in for them in the build with AddressSanitizer: in the lab's
 * object these calls get the names of those functions. The harness shares a struct lab_calls with the
 * program. It says there which call fails, and reads how many there were.
 */
#ifndef INSTRUMENT_LAB_CALLS_H
#define INSTRUMENT_LAB_CALLS_H

/* These can fail, as image.h says: there is no memory, thread, process or handle left. */
#define ALLOCATIONS(CALL) \
    CALL(malloc)          \
    CALL(calloc)          \
    CALL(realloc)         \
    CALL(reallocarray)    \
    CALL(aligned_alloc)   \
    CALL(posix_memalign)  \
    CALL(strdup)
#define OTHERS_THAT_FAIL(CALL) \
    CALL(fork)                 \
    CALL(pthread_create)       \
    CALL(thrd_create)          \
    CALL(curl_easy_init)       \
    CALL(mmap)

/* These fail only where the file is an image's: its disk is full, or there is no descriptor left. */
#define CALLS_FOR_IMAGES(CALL) \
    CALL(open)                 \
    CALL(creat)                \
    CALL(fopen)                \
    CALL(write)                \
    CALL(close)                \
    CALL(rename)

/* After one of these a child may hold something that others wait for: there it can be made to die. */
#define CALLS_THAT_TAKE(CALL) \
    CALL(pthread_mutex_lock)  \
    CALL(sem_wait)            \
    CALL(sem_trywait)         \
    CALL(semop)               \
    CALL(flock)               \
    CALL(lockf)               \
    CALL(read)                \
    CALL(recv)                \
    CALL(mq_receive)          \
    CALL(msgrcv)

/* Before one of these a child has taken an image and not begun it: there, too. */
#define CALLS_THAT_BEGIN(CALL) \
    CALL(fetch_image)          \
    CALL(transfer_begin)

/* Counted for what they say of descriptors and handles alone. */
#define OTHER_CALLS(CALL)     \
    CALL(fclose)              \
    CALL(curl_easy_duphandle) \
    CALL(curl_easy_cleanup)   \
    CALL(curl_multi_init)     \
    CALL(curl_multi_cleanup)

#define LAB_CALLS(CALL)    \
    ALLOCATIONS(CALL)      \
    OTHERS_THAT_FAIL(CALL) \
    CALLS_FOR_IMAGES(CALL) \
    CALLS_THAT_TAKE(CALL)  \
    CALLS_THAT_BEGIN(CALL) \
    OTHER_CALLS(CALL)

#ifdef LAB_CALLS_NAMES
/* The Makefile makes a list of it: a name in the lab's object, and the name that it gets before it is linked.
 */
#define RENAMED_CALL(name) name __lab_##name
#else

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define LAB_CALL_NUMBER(name) CALL_##name,
enum lab_call { LAB_CALLS(LAB_CALL_NUMBER) COUNT_OF_LAB_CALLS };
#undef LAB_CALL_NUMBER

#define LAB_CALLS_MAGIC 0x4c616263U
#define LAB_CALLS_FD    201 /* of the program, when it starts: the memory that the harness shares with it */

/* What the program has in memory, in bytes, now that a cycle has ended. */
void note_memory(size_t bytes);

struct lab_calls {
    unsigned magic;

    /* Set by the harness, at checkpoints: the `first` to the `last` of the calls of that name fail, counted
     * from 1; or the child that makes the `first` one dies. None where `first` is 0. */
    enum lab_call call;
    unsigned first, last;
    unsigned dies; /* 0 or 1 */

    atomic_uint met;    /* the program has found this memory */
    atomic_uint failed; /* calls that were made to fail, or to end a child */

    atomic_uint made[COUNT_OF_LAB_CALLS]; /* since the harness set them to 0; by all processes */
    atomic_uint made_by_children[COUNT_OF_LAB_CALLS];
    atomic_uint closed_again; /* calls that closed a descriptor which the lab had closed before */
    atomic_uint swept;        /* calls that closed a descriptor which was never open */
    atomic_ulong memory;      /* bytes that the first process had when its last cycle ended */
    atomic_int handles;       /* that the first process has made, and not cleaned up */
};

#endif
#endif
