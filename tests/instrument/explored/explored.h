/*
 * explored.h - a replacement for ThreadSanitizer's runtime that controls the schedule.
 *
 * Only one thread runs at a time: the one that has the turn. Before each step that other threads can notice,
 * the thread stops, and the runtime decides which thread continues. A schedule is the list of these
 * decisions. The search (search.c) runs the submission under one schedule after another, each in a child
 * process. The results of a run are in `world`, which parent and child share, so that they survive a crash.
 */
#ifndef INSTRUMENT_EXPLORED_H
#define INSTRUMENT_EXPLORED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MAX_THREADS   32
#define MAX_STEPS     4000
#define MAX_DECISIONS 4000
#define MAX_OBJECTS   1024
#define MAX_RACY      64
#define MAX_NAMES     64
#define NOBODY        (-1)

/* The place of a call in the submission. The stack below the caller's frame is unused. */
#define PLACE place_of_call(__builtin_return_address(0), (uintptr_t)__builtin_frame_address(0))

typedef uint16_t clocks[MAX_THREADS];

/* --- Objects: locks, conditions, atomic variables, threads, everything that steps act on --- */

struct object {
    const volatile void *address; /* NULL: free entry */
    clocks released;              /* what a thread learns when it acquires the object */
    uint64_t history, readers; /* hashes of the steps that led to its state, and of those that only read it */
    unsigned version;          /* number of steps that changed it */
    int owner;                 /* the thread that holds it, or NOBODY */
    long count;                /* units of a semaphore, holds of a recursive lock, readers, ... */
    long limit;                /* number of threads that a barrier waits for */
    unsigned char known, destroyed, kind;
};

/* The object at an address, created if needed. */
struct object *object_at(const volatile void *address);

/* --- Threads --- */

struct thread;
typedef bool is_ready(const struct thread *thread);

struct thread {
    int turn;  /* a futex: 1 when the thread may continue */
    pid_t tid; /* the kernel's number */
    enum { RUNS, ENDED } state;
    is_ready *ready; /* the condition it waits for, or NULL */
    bool weak;       /* continues only if no other thread can: it naps, spins, or waits with a time limit */
    bool spins;      /* polls without changing anything; switching away from it is free */
    bool away;       /* asleep in the kernel in a call that the runtime does not control */
    bool timed_out;  /* woken because its time limit passed */
    bool joined, detached;
    bool signalled;            /* woken by a condition or a futex */
    bool cancelled, no_cancel; /* cancellation requested; cancellation disabled */
    int64_t deadline;          /* nanoseconds, if weak */
    struct object *object, *other;
    const char *verb; /* of the next step */
    const void *place;
    uint64_t history;  /* hash of the steps that led to its state */
    uint64_t identity; /* equal in every schedule, whatever its number */
    unsigned children;
    clocks seen; /* happens-before: the last step of each thread that it knows */
    clocks fence_released, fence_acquired;
    uintptr_t stack_low, stack_high, stack_now; /* `now`: below it the stack is unused */
    uintptr_t heap;                             /* the next free byte of its arena */
    struct {
        const struct object *object;
        const void *place;
        unsigned version;
    } last_read;        /* last object read, if the thread has changed nothing since */
    unsigned accesses;  /* accesses to memory since its last step */
    unsigned idle;      /* steps since it changed something */
    unsigned long real; /* the pthread_t */
    void *(*start)(void *);
    void *argument, *result;
};

/* --- Steps, for the picture --- */

enum step_kind { STEP_SYNC, STEP_READ, STEP_WRITE, STEP_TELL };

struct step {
    const char *verb;
    const void *place;
    const volatile void *object;
    int64_t number;
    uint8_t thread, kind, size;
    bool numbered, wrong;
};

/* --- A run --- */

enum fault_kind { NO_FAULT, OUTCOME, RACE, DEADLOCK, ENDLESS, MISUSE, CRASHED, NOTHING };

struct decision {
    uint32_t options; /* a bit for each thread that can continue; 3 if a call may succeed or fail */
    uint32_t dear;    /* those options that cost an interruption */
    uint8_t chosen;
};

struct world {
    /* Input from the search. */
    uint8_t prefix[MAX_DECISIONS];
    int prefix_length;
    const void *racy[MAX_RACY]; /* accesses to these words are also steps */
    int racy_count;
    bool races_are_faults; /* also races on these words */
    unsigned failures;     /* the calls that may fail, a bit for each enum failure */
    bool replay;           /* a single run, which is never cut short */

    /* Results. */
    struct decision decisions[MAX_DECISIONS];
    int decision_count;
    struct step steps[MAX_STEPS];
    int step_count;
    enum fault_kind fault;
    char message[400];
    const void *race; /* the word with the data race */
    bool cut;         /* stopped because another run was in this state before */
    bool done;        /* ran to the end */
    bool out_of_sight;
    char unseen[64];   /* the call whose effect the runtime cannot see */
    bool failed;       /* a call was forced to fail */
    int most_together; /* most threads waiting for a reply at once, over all runs so far */

    struct given_name {
        int kind;
        char name[128];
    } names[MAX_NAMES]; /* names.h */
    int name_count;

    /* State of the scheduler. */
    int lock, current, streak;
    struct thread threads[MAX_THREADS];
    int thread_count;
    int64_t now;       /* simulated time in nanoseconds */
    int last_progress; /* the step at which an image was fetched, or a thread began or ended */
    int beyond;        /* steps for which there was no room */
    int pending_value; /* the thread whose written value is not known yet, or NOBODY */
    struct object objects[MAX_OBJECTS];
};
extern struct world *world;

/* The calling thread; NOBODY if the runtime does not know it or no run is active. */
extern __thread int explored_self;
extern bool explored_active;

#define ME (&world->threads[explored_self])

/* Whether the caller is a thread of the run. */
static inline bool explored_here(void)
{
    return explored_active && explored_self >= 0;
}

static inline const void *place_of_call(const void *place, uintptr_t frame)
{
    if (explored_here())
        ME->stack_now = frame;
    return place;
}

/* --- schedule.c --- */

/*
 * The calling thread is about to take a step: wait for its turn, and record the step. Steps that only read
 * `object` commute with each other. step_when() also waits until ready() holds. With a deadline it waits
 * until no other thread can continue, and then returns false: the time is over.
 */
void step(const char *verb, const volatile void *object, const void *place);
void step_reads(const char *verb, const volatile void *object, const void *place);
bool step_when(is_ready *ready, const char *verb, const volatile void *object, const void *place,
               const int64_t *deadline);
/* The same for a step that directly follows another one and needs no row. */
bool step_silently(is_ready *ready, const char *verb, const volatile void *object, const void *place,
                   const int64_t *deadline);

/* A step that only later shows whether it changed `object`: call step_was() then. If it rereads an unchanged
 * value, other threads go first. */
void step_asks(const char *verb, const volatile void *object, const void *place);
void step_was(bool reads);

/* Let other threads go first, at no cost. */
void step_aside(const char *verb, int64_t nanoseconds, const void *place);

/* Add a row to the picture without waiting for a turn. */
struct step *tell(const char *verb, const volatile void *object, const void *place);

/* Whether this call fails: a decision of the search. By default it does not. */
enum failure { REPLIES = 1, WAKE_UPS = 2, CALLS = 4 };
bool fails(enum failure kind, const char *call, const void *place);

/* Choose one of several threads, given as bits; by default the lowest. */
int choose(uint32_t options);

/* End the run here. `place` may be NULL. */
void wrong(enum fault_kind kind, const void *place, const char *format, ...)
    __attribute__((format(printf, 3, 4), noreturn));

/* Report that the runtime cannot see what a call does with threads. */
void out_of_sight(const char *call);
/* Nor can what comes after it: the run ends here, without a verdict. */
void give_up(const char *call) __attribute__((noreturn));

void schedule_begin(void);
void schedule_thread_begins(int thread); /* in the new thread: waits for its first turn */
void schedule_thread_ends(void);
bool schedule_hand_on(void); /* called by the search: the thread that has the turn sleeps */
void schedule_explain_deadlock(void);

/* --- clocks.c: happens-before --- */

void clocks_join(clocks into, const clocks from);
void acquire(const struct object *object);
void release(struct object *object);      /* keeps earlier releases */
void release_anew(struct object *object); /* forgets earlier releases */

/* --- memory.c --- */

enum access { READING = 0, WRITING = 1, ATOMICALLY = 2 };
void memory_access(const volatile void *address, size_t size, enum access access, const void *place);
void memory_begin(void);
bool memory_is_racy(const volatile void *address, size_t size);
void memory_freed(uintptr_t from, size_t size);
void memory_forget(uintptr_t from, size_t size); /* it is new: whoever used it before has given it back */

/* --- heap.c --- */

void heap_begin(void);
void heap_thread_begins(struct thread *thread, int number);
void *heap_stack(int number, size_t *size);
/* An address in words that are equal in another run of the program. */
void heap_name_address(const void *address, char name[32]);
const void *heap_find_address(const char *name, char **end);

/* --- threads.c --- */

void threads_begin(void);
/* Start a thread of the run. Returns its number, or NOBODY. */
int thread_start(void *(*start)(void *), void *argument, const void *place, unsigned long *real);
void thread_await(int thread, const void *place);
void thread_listen(void); /* end the thread here if it was cancelled */
void threads_expect_none(void);

/* --- time.c --- */

struct timespec;
int64_t nanoseconds(const struct timespec *time);

/* --- the submission's kind: downloads.c, calls.c --- */

/* Called once a run, in a child: call the submission, and report broken contracts with wrong(). */
void subject_run(void);
/* "3 images, 2 workers" */
const char *subject_words(void);
/* Handle an argument that the search does not know. False: the subject does not know it either. */
bool subject_option(const char *name, const char *value);
/* The number of subjects, which are explored one after the other, and the choice of one. */
int subject_count(void);
void subject_choose(int number);

#endif
