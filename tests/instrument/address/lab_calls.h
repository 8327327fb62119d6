/*
 * lab_calls.h - the calls of a lab's code that are counted and that tests can make fail.
 *
 * tests/instrument/address/lab_calls.c replaces them in the build with AddressSanitizer: in the lab's object
 * these calls get the names of its functions. The harness shares a struct lab_calls with the program. It sets
 * which call fails and reads how many calls there were.
 */
#ifndef INSTRUMENT_LAB_CALLS_H
#define INSTRUMENT_LAB_CALLS_H

/* These can fail as image.h says: no memory, thread, process or handle is left. */
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

/* These fail only for an image's file: its disk is full, or no descriptor is left. */
#define CALLS_FOR_IMAGES(CALL) \
    CALL(open)                 \
    CALL(creat)                \
    CALL(fopen)                \
    CALL(write)                \
    CALL(close)                \
    CALL(rename)

/* After one of these, a child may hold something that others wait for: a test can make it die there. */
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

/* Before one of these, a child has taken an image but not begun it: a test can also make it die there. */
#define CALLS_THAT_BEGIN(CALL) \
    CALL(fetch_image)          \
    CALL(transfer_begin)

/* Counted only to check descriptors and handles. */
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
/* The Makefile turns this into a list: a name in the lab's object, and its new name before linking. */
#define RENAMED_CALL(name) name __lab_##name
#else

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define LAB_CALL_NUMBER(name) CALL_##name,
enum lab_call { LAB_CALLS(LAB_CALL_NUMBER) COUNT_OF_LAB_CALLS };
#undef LAB_CALL_NUMBER

#define LAB_CALLS_MAGIC 0x4c616263U
#define LAB_CALLS_FD    201 /* the program's descriptor of the memory shared with the harness */

/* The program's memory in bytes at the end of a cycle. */
void note_memory(size_t bytes);

struct lab_calls {
    unsigned magic;

    /* Set by the harness at checkpoints: calls number `first` to `last` with that name fail, counted from 1;
     * or the child that makes call `first` dies. No call fails if `first` is 0. */
    enum lab_call call;
    unsigned first, last;
    unsigned dies; /* 0 or 1 */

    atomic_uint met;    /* set when the program has mapped this memory */
    atomic_uint failed; /* calls that failed or ended a child on request */

    atomic_uint made[COUNT_OF_LAB_CALLS]; /* by all processes, since the harness reset them */
    atomic_uint made_by_children[COUNT_OF_LAB_CALLS];
    atomic_uint closed_again; /* calls that closed a descriptor that the lab had closed before */
    atomic_uint swept;        /* calls that closed a descriptor that was never open */
    atomic_ulong memory;      /* bytes of the first process at the end of its last cycle */
    atomic_int handles;       /* handles of the first process that are not cleaned up */
    atomic_uint begun;        /* downloads that the first process began */
    atomic_uint borrowed;     /* calls with a handle that another process had made */
};

#endif
#endif
