/*
 * explored.h - instead of ThreadSanitizer's runtime: one that owns the schedule.
 *
 * One thread runs at a time: the one that has the turn. Before each step that other threads can notice, the
 * thread stops, and the runtime decides which thread goes on. A schedule is the list of these decisions. The
 * search (search.c) runs the submission under one schedule after the other, each in a child process. What a
 * run has to say stands in `world`, which parent and child share, so that it outlives a crash.
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

/* Where the submission has called. What lies below the caller's frame belongs to nobody any more. */
#define PLACE place_of_call(__builtin_return_address(0), (uintptr_t)__builtin_frame_address(0))

typedef uint16_t clocks[MAX_THREADS];

/* --- Objects: locks, conditions, atomic variables, threads, whatever steps are about -----------------------
 */

struct object {
    const volatile void *address; /* NULL: this entry is free */
    clocks released;              /* what a thread knows that acquires it */
    uint64_t history, readers;    /* a hash of the steps that led to its state; of those that only read it */
    unsigned version;             /* how many steps have changed it */
    int owner;                    /* the thread that holds it, or NOBODY */
    long count;                   /* units of a semaphore, holds of a recursive lock, readers, ... */
    long limit;                   /* of a barrier: its parties */
    unsigned char known, destroyed, kind;
};

/* The object at an address, a new one where there is none yet. */
struct object *object_at(const volatile void *address);

/* --- Threads -----------------------------------------------------------------------------------------------
 */

struct thread;
typedef bool is_ready(const struct thread *thread);

struct thread {
    int turn;  /* a futex: 1 when it may go on */
    pid_t tid; /* the kernel's number */
    enum { RUNS, ENDED } state;
    is_ready *ready; /* what it waits for; NULL: nothing */
    bool weak;       /* it goes on when nothing else can: it naps, spins, or waits with a time limit */
    bool spins;      /* it asks for the same again and again; costs nothing, changes nothing */
    bool away;       /* asleep in the kernel, where no step of ours has put it */
    bool timed_out;  /* it was woken because time was over */
    bool joined, detached;
    bool signalled;            /* of a condition, or a futex */
    bool cancelled, no_cancel; /* asked to end; does not listen */
    int64_t deadline;          /* nanoseconds, where it is weak */
    struct object *object, *other;
    const char *verb; /* of the step that it is about to take */
    const void *place;
    uint64_t history;  /* a hash of the steps that led to where it is */
    uint64_t identity; /* the same in every schedule, whatever its number */
    unsigned children;
    clocks seen; /* happens-before: what it knows of each thread's steps */
    clocks fence_released, fence_acquired;
    uintptr_t stack_low, stack_high, stack_now; /* `now`: below it nothing is in use */
    uintptr_t heap;                             /* the next free byte of its arena */
    struct {
        const struct object *object;
        const void *place;
        unsigned version;
    } last_read;        /* of an object, without a change since by itself */
    unsigned accesses;  /* to memory since its last step */
    unsigned idle;      /* steps since it changed something */
    unsigned long real; /* the pthread_t */
    void *(*start)(void *);
    void *argument, *result;
};

/* --- Steps, for the picture --------------------------------------------------------------------------------
 */

enum step_kind { STEP_SYNC, STEP_READ, STEP_WRITE, STEP_TELL };

struct step {
    const char *verb;
    const void *place;
    const volatile void *object;
    int64_t number;
    uint8_t thread, kind, size;
    bool numbered, wrong;
};

/* --- A run -------------------------------------------------------------------------------------------------
 */

enum fault_kind { NO_FAULT, OUTCOME, RACE, DEADLOCK, ENDLESS, MISUSE, CRASHED, NOTHING };

struct decision {
    uint32_t options; /* a bit for each thread that could go on; 3 where a call works or fails */
    uint32_t dear;    /* those of them that cost an interruption */
    uint8_t chosen;
};

struct world {
    /* What the search asks for. */
    uint8_t prefix[MAX_DECISIONS];
    int prefix_length;
    const void *racy[MAX_RACY]; /* accesses to these words are steps, too */
    int racy_count;
    bool races_are_faults; /* to these, too */
    unsigned failures;     /* what may fail, a bit for each enum failure */
    bool replay;           /* one run alone: nothing is cut short */

    /* What came of it. */
    struct decision decisions[MAX_DECISIONS];
    int decision_count;
    struct step steps[MAX_STEPS];
    int step_count;
    enum fault_kind fault;
    char message[400];
    const void *race; /* the word that was raced for */
    bool cut;         /* this state has been seen before */
    bool done;        /* it came to its end */
    bool out_of_sight;
    char unseen[64];   /* by which call */
    bool failed;       /* a call was made to fail */
    int most_together; /* threads that waited for a reply at once, in any of the runs so far */

    struct given_name {
        int kind;
        char name[128];
    } names[MAX_NAMES]; /* names.h */
    int name_count;

    /* The scheduler's. */
    int lock, current, streak;
    struct thread threads[MAX_THREADS];
    int thread_count;
    int64_t now;       /* nanoseconds of a clock that nobody waits for */
    int last_progress; /* the step at which an image was fetched, or a thread began or ended */
    int beyond;        /* steps for which there was no room */
    int pending_value; /* the write whose new value is not known yet; or NOBODY */
    struct object objects[MAX_OBJECTS];
};
extern struct world *world;

/* The calling thread, or NOBODY: one that the runtime does not know, or no run is under way. */
extern __thread int explored_self;
extern bool explored_active;

#define ME (&world->threads[explored_self])

/* Is the caller a thread of the run? */
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

/* --- schedule.c --------------------------------------------------------------------------------------------
 */

/*
 * The calling thread is about to take a step: wait for its turn, and note it. A step that reads `object` can
 * change places with others that read it. With step_when() it waits until ready() holds, too; with a deadline
 * at least until nothing else can go on, and then it returns false: time is over.
 */
void step(const char *verb, const volatile void *object, const void *place);
void step_reads(const char *verb, const volatile void *object, const void *place);
bool step_when(is_ready *ready, const char *verb, const volatile void *object, const void *place,
               const int64_t *deadline);
/* The same, where the step is one after another and needs no row of its own. */
bool step_silently(is_ready *ready, const char *verb, const volatile void *object, const void *place,
                   const int64_t *deadline);

/* A step of which it shows only afterwards whether it has changed `object`: say step_was() then. Where it
 * asks for what it has just found, others go first. */
void step_asks(const char *verb, const volatile void *object, const void *place);
void step_was(bool reads);

/* Let others go first; that costs nothing. */
void step_aside(const char *verb, int64_t nanoseconds, const void *place);

/* A row of the picture, without a turn. */
struct step *tell(const char *verb, const volatile void *object, const void *place);

/* Does this fail? A decision like any other: by itself it does not. */
enum failure { REPLIES = 1, WAKE_UPS = 2, CALLS = 4 };
bool fails(enum failure kind, const char *call, const void *place);

/* Choose one of several threads, by bits; the lowest by itself. */
int choose(uint32_t options);

/* The run ends here. `place` may be NULL. */
void wrong(enum fault_kind kind, const void *place, const char *format, ...)
    __attribute__((format(printf, 3, 4), noreturn));

/* What a call does with threads cannot be seen. */
void out_of_sight(const char *call);
/* Nor can what comes after it: the run ends here, without a verdict. */
void give_up(const char *call) __attribute__((noreturn));

void schedule_begin(void);
void schedule_thread_begins(int thread); /* in the new thread: waits for its first turn */
void schedule_thread_ends(void);
bool schedule_hand_on(void); /* by the search: the thread that has the turn sleeps */
void schedule_explain_deadlock(void);

/* --- clocks.c: happens-before ------------------------------------------------------------------------------
 */

void clocks_join(clocks into, const clocks from);
void acquire(const struct object *object);
void release(struct object *object);      /* what was released before stays */
void release_anew(struct object *object); /* what was released before is forgotten */

/* --- memory.c ----------------------------------------------------------------------------------------------
 */

enum access { READING = 0, WRITING = 1, ATOMICALLY = 2 };
void memory_access(const volatile void *address, size_t size, enum access access, const void *place);
void memory_begin(void);
bool memory_is_racy(const volatile void *address, size_t size);
void memory_freed(uintptr_t from, size_t size);
void memory_forget(uintptr_t from, size_t size); /* it is new: whoever used it before has given it back */

/* --- heap.c ------------------------------------------------------------------------------------------------
 */

void heap_begin(void);
void heap_thread_begins(struct thread *thread, int number);
void *heap_stack(int number, size_t *size);
/* An address in words that hold in another run of the program, too. */
void heap_name_address(const void *address, char name[32]);
const void *heap_find_address(const char *name, char **end);

/* --- threads.c ---------------------------------------------------------------------------------------------
 */

void threads_begin(void);
/* Start a thread of the run. Returns its number, or NOBODY. */
int thread_start(void *(*start)(void *), void *argument, const void *place, unsigned long *real);
void thread_await(int thread, const void *place);
void thread_listen(void); /* ends here when it was cancelled */
void threads_expect_none(void);

/* --- time.c ------------------------------------------------------------------------------------------------
 */

struct timespec;
int64_t nanoseconds(const struct timespec *time);

/* --- the submission's kind: downloads.c, calls.c
 * ------------------------------------------------------------ */

/* Called in a child, once a run: call the submission, and say wrong() where it does not keep its contract. */
void subject_run(void);
/* "3 images, 2 workers" */
const char *subject_words(void);
/* An argument that the search does not know. False: nor does the subject. */
bool subject_option(const char *name, const char *value);
/* How many subjects there are, one after the other, and choose one of them. */
int subject_count(void);
void subject_choose(int number);

#endif
