/*
 * schedule.c - which thread has the turn. A thread that is about to take a step stops here, and one of the
 * threads that can continue is chosen: the same one, unless the search says otherwise.
 */
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explored.h"
#include "search.h"

struct world *world;
__thread int explored_self = NOBODY;
bool explored_active;

#define IDLE        NOBODY /* no thread has the turn: all wait for one that sleeps in the kernel */
#define BIT(t)      (1u << (t))
#define MOST_IDLE   20  /* steps of a thread without a change, after which others go first */
#define MOST_STREAK 200 /* consecutive steps of one thread, after which another goes first */

#define MOST_WITHOUT 3000  /* steps in which no image is fetched and no thread begins or ends */
#define MOST_BEYOND  20000 /* steps after MAX_STEPS */

/* --- The turn --- */

enum { NOT_YET, GO_ON, CHOOSE };

/* Not FUTEX_PRIVATE: parent and child share the page. */
static int await_turn(int *turn)
{
    int given;

    while (!(given = __atomic_load_n(turn, __ATOMIC_ACQUIRE)))
        syscall(SYS_futex, turn, FUTEX_WAIT, NOT_YET, NULL, NULL, 0);
    __atomic_store_n(turn, NOT_YET, __ATOMIC_RELEASE);
    return given;
}

static void give_turn(int *turn, int what)
{
    __atomic_store_n(turn, what, __ATOMIC_RELEASE);
    syscall(SYS_futex, turn, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* A lock between this process and the search, which may pass the turn on if a thread sleeps in the kernel. */
static void lock(void)
{
    while (__atomic_exchange_n(&world->lock, 1, __ATOMIC_ACQUIRE))
        syscall(SYS_sched_yield);
}

static void unlock(void)
{
    __atomic_store_n(&world->lock, 0, __ATOMIC_RELEASE);
}

/* --- Hashes: two runs whose threads have taken the same steps in the same order are in the same state --- */

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = a * 0x9e3779b97f4a7c15 + b + 0x632be59bd9b4e019;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint64_t fingerprint(int favourite)
{
    uint64_t sum = mix(1, (uint64_t)(favourite + 2));

    for (int t = 0; t < world->thread_count; t++)
        sum += mix(world->threads[t].identity, world->threads[t].history);
    return sum;
}

void step_was(bool reads)
{
    struct thread *me = ME;
    struct object *object = me->object;
    uint64_t now = mix(me->history, (uintptr_t)me->verb);

    if (object && reads) {
        now = mix(now, object->history);
        object->readers += mix(now, 3);
    } else if (object) {
        now = mix(mix(now, object->history), object->readers);
        object->history = now;
        object->readers = 0;
        object->version++;
    }
    me->history = now;
    me->idle = reads ? me->idle + 1 : 0;
}

/* --- Threads that can continue --- */

struct candidates {
    uint32_t strong, napping, spinning;
};

static struct candidates find_candidates(void)
{
    struct candidates found = {0};

    for (int t = 0; t < world->thread_count; t++) {
        const struct thread *thread = &world->threads[t];
        if (thread->state == ENDED || thread->away)
            continue;
        bool ready = thread->ready ? thread->ready(thread) : !thread->weak;
        if (ready)
            found.strong |= BIT(t);
        else if (thread->spins)
            found.spinning |= BIT(t);
        else if (thread->weak)
            found.napping |= BIT(t);
    }
    return found;
}

static int next_after(int current, uint32_t options)
{
    for (int k = 1; k <= MAX_THREADS; k++)
        if (options & BIT((current + k + MAX_THREADS) % MAX_THREADS))
            return (current + k + MAX_THREADS) % MAX_THREADS;
    return NOBODY;
}

static int earliest(uint32_t options)
{
    int best = NOBODY;

    for (int k = 1; k <= MAX_THREADS; k++) {
        int t = (world->current + k + MAX_THREADS) % MAX_THREADS;
        if (options & BIT(t) && (best < 0 || world->threads[t].deadline < world->threads[best].deadline))
            best = t;
    }
    return best;
}

/* There is no room for more steps. The program does not end, or it does a lot. */
static void go_on_unseen(const void *place)
{
    if (!world->out_of_sight && world->step_count - world->last_progress > MOST_WITHOUT)
        wrong(ENDLESS, place, "the program does not come to an end: it has taken %d steps", MAX_STEPS);
    out_of_sight("a run of more than 4000 steps");
    if (++world->beyond > MOST_BEYOND)
        give_up("a run without an end");
}

/* A decision of the search; by default `usual`. */
static int decide(uint32_t options, uint32_t dear, int usual)
{
    int number = world->decision_count, chosen = usual;

    if ((options & (options - 1)) == 0)
        return usual;
    if (number == MAX_DECISIONS) {
        go_on_unseen(NULL);
        return usual;
    }
    if (number < world->prefix_length)
        chosen = world->prefix[number];
    if (!(options & BIT(chosen)))
        wrong(NO_FAULT, NULL, "another run took other steps");
    world->decisions[number] = (struct decision){options, dear, (uint8_t)chosen};
    world->decision_count++;
    return chosen;
}

/* Whether another run has already covered everything that may follow from here. */
static void cut_short(int favourite)
{
    if (world->replay || world->decision_count < world->prefix_length || !search_seen(fingerprint(favourite)))
        return;
    world->cut = true;
    _exit(0);
}

/* The thread that continues; IDLE if it is one that sleeps in the kernel. */
static int next_of_candidates(void)
{
    struct candidates found = find_candidates();
    bool own = world->current >= 0 && found.strong & BIT(world->current) && world->streak < MOST_STREAK;
    int chosen;

    if (!found.strong && !found.napping && !found.spinning) {
        for (int t = 0; t < world->thread_count; t++)
            if (world->threads[t].away)
                return IDLE;
        schedule_explain_deadlock();
    }
    /* The turn is part of the state only if another thread could continue. */
    cut_short(own && (found.strong | found.napping) != BIT(world->current) ? world->current : NOBODY);
    if (found.strong) {
        uint32_t options = found.strong | found.napping;
        uint32_t dear = own ? options & ~BIT(world->current) : found.napping;
        chosen = decide(options, dear, own ? world->current : next_after(world->current, found.strong));
    } else if (found.napping) {
        int first = earliest(found.napping);
        chosen = decide(found.napping, found.napping & ~BIT(first), first);
    } else {
        chosen = next_after(world->current, found.spinning);
    }
    struct thread *thread = &world->threads[chosen];
    thread->timed_out = !(found.strong & BIT(chosen)) && !thread->spins;
    if (thread->timed_out && thread->deadline > world->now)
        world->now = thread->deadline;
    return chosen;
}

/* Choose the thread that continues from here. */
static int next(void)
{
    int chosen = next_of_candidates();

    world->streak = chosen == world->current ? world->streak + 1 : 0;
    world->current = chosen;
    return chosen;
}

static void pass_on(int chosen)
{
    if (chosen != IDLE && chosen != explored_self)
        give_turn(&world->threads[chosen].turn, GO_ON);
}

/* Wait until it is this thread's turn. The search may ask it to choose for a thread that sleeps in the
 * kernel. */
static void await_own_turn(void)
{
    while (await_turn(&ME->turn) == CHOOSE) {
        lock();
        int chosen = world->current == IDLE ? next() : IDLE;
        unlock();
        if (chosen == explored_self)
            return;
        pass_on(chosen);
    }
}

static void hand_over(int chosen)
{
    pass_on(chosen);
    if (chosen != explored_self && ME->state != ENDED)
        await_own_turn();
}

/* Wait for the turn. The search may have given it away while we slept. */
static void take_turn(void)
{
    int chosen = explored_self;
    bool held = true;

    lock();
    if (ME->away) {
        ME->away = false;
        held = world->current == IDLE;
    }
    if (held) {
        chosen = next();
    }
    unlock();
    if (held)
        hand_over(chosen);
    else
        await_own_turn();
}

/* --- Steps --- */

struct step *tell(const char *verb, const volatile void *object, const void *place)
{
    static struct step spare;

    if (world->step_count == MAX_STEPS) {
        go_on_unseen(place);
        return &spare;
    }
    struct step *row = &world->steps[world->step_count++];
    *row = (struct step){
        .verb = verb, .object = object, .place = place, .thread = (uint8_t)explored_self, .kind = STEP_TELL};
    return row;
}

/* The value of the last write: known once the writer enters the runtime again. */
static void settle(void)
{
    if (world->pending_value < 0)
        return;
    struct step *row = &world->steps[world->pending_value];
    world->pending_value = NOBODY;
    row->number = 0;
    memcpy(&row->number, (const void *)row->object, row->size);
}

enum noted { CHANGES, READS_ONLY, LATER };

static bool stop(is_ready *ready, const char *verb, const volatile void *address, const void *place,
                 const int64_t *deadline, enum noted noted, bool silent)
{
    struct thread *me = ME;

    if (!explored_here())
        return true;
    settle();
    me->object = address ? object_at(address) : NULL;
    me->ready = ready;
    me->verb = verb;
    me->place = place;
    me->accesses = 0;
    if (deadline) {
        me->weak = true;
        me->deadline = *deadline;
    }
    take_turn();
    me->ready = NULL;
    me->weak = me->spins = false;
    me->seen[explored_self]++;
    if (noted != LATER)
        step_was(noted == READS_ONLY);
    if (!silent) {
        struct step *row = tell(verb, address, place);
        row->kind = STEP_SYNC;
    }
    bool in_time = !me->timed_out;
    me->timed_out = false;
    return in_time;
}

void step(const char *verb, const volatile void *object, const void *place)
{
    stop(NULL, verb, object, place, NULL, CHANGES, false);
}

void step_reads(const char *verb, const volatile void *object, const void *place)
{
    stop(NULL, verb, object, place, NULL, READS_ONLY, false);
}

bool step_when(is_ready *ready, const char *verb, const volatile void *object, const void *place,
               const int64_t *deadline)
{
    return stop(ready, verb, object, place, deadline, CHANGES, false);
}

bool step_silently(is_ready *ready, const char *verb, const volatile void *object, const void *place,
                   const int64_t *deadline)
{
    return stop(ready, verb, object, place, deadline, CHANGES, true);
}

void step_aside(const char *verb, int64_t nanoseconds, const void *place)
{
    int64_t until = world->now + nanoseconds;

    stop(NULL, verb, NULL, place, &until, CHANGES, false);
}

static bool has_changed(const struct thread *thread)
{
    return thread->object->version != thread->last_read.version;
}

void step_asks(const char *verb, const volatile void *address, const void *place)
{
    struct thread *me = ME;
    struct object *object = object_at(address);
    bool again = me->last_read.object == object && me->last_read.place == place &&
                 me->last_read.version == object->version;
    int64_t now = world->now;

    me->spins = again;
    stop(again ? has_changed : NULL, verb, address, place, !again && me->idle > MOST_IDLE ? &now : NULL,
         LATER, false);
    me->last_read.object = object;
    me->last_read.place = place;
    me->last_read.version = object->version;
}

int choose(uint32_t options)
{
    int chosen = decide(options, 0, next_after(NOBODY, options));

    ME->history = mix(ME->history, (uint64_t)chosen);
    return chosen;
}

bool fails(enum failure kind, const char *call, const void *place)
{
    if (!(world->failures & kind) || !explored_here())
        return false;
    int chosen = decide(3, 2, 0);
    ME->history = mix(ME->history, (uint64_t)chosen + 7);
    if (chosen) {
        world->failed = true;
        tell(call, NULL, place)->kind = STEP_SYNC;
    }
    return chosen;
}

/* --- Begin and end --- */

void schedule_begin(void)
{
    world->current = 0;
    world->pending_value = NOBODY;
    explored_self = 0;
    world->threads[0].tid = (pid_t)syscall(SYS_gettid);
    world->threads[0].identity = mix(5, 5);
    world->threads[0].history = 1;
}

void schedule_thread_begins(int thread)
{
    explored_self = thread;
    ME->tid = (pid_t)syscall(SYS_gettid);
    await_own_turn();
    ME->history = mix(ME->history, 11); /* a thread that has begun is in another state */
    world->last_progress = world->step_count;
}

void schedule_thread_ends(void)
{
    ME->state = ENDED;
    world->last_progress = world->step_count;
    lock();
    int chosen = next();
    unlock();
    hand_over(chosen);
    explored_self = NOBODY;
}

/* No choice here: the others wait for memory that only this child has. */
bool schedule_hand_on(void)
{
    bool given = false;

    lock();
    int holder = world->current;
    for (int t = 0; holder >= 0 && t < world->thread_count && !given; t++)
        if (t != holder && world->threads[t].state != ENDED && !world->threads[t].away) {
            world->threads[holder].away = true;
            world->current = IDLE;
            give_turn(&world->threads[t].turn, CHOOSE);
            given = true;
        }
    unlock();
    return given;
}

void out_of_sight(const char *call)
{
    if (!world->out_of_sight)
        snprintf(world->unseen, sizeof world->unseen, "%s", call);
    world->out_of_sight = true;
}

void give_up(const char *call)
{
    out_of_sight(call);
    wrong(NO_FAULT, NULL, "%s", call);
}

/* --- Faults --- */

void wrong(enum fault_kind kind, const void *place, const char *format, ...)
{
    va_list arguments;

    settle();
    va_start(arguments, format);
    vsnprintf(world->message, sizeof world->message, format, arguments);
    va_end(arguments);
    world->fault = kind;
    if (place && world->step_count < MAX_STEPS && world->step_count > 0 &&
        world->steps[world->step_count - 1].place != place)
        tell("goes wrong", NULL, place);
    if (world->step_count > 0)
        world->steps[world->step_count - 1].wrong = true;
    if (world->replay) {
        fprintf(stderr, "\n%s\n", world->message);
        raise(SIGTRAP);
    }
    _exit(1);
}

void schedule_explain_deadlock(void)
{
    int waiting = 0;

    if (world->out_of_sight)
        _exit(0);
    for (int t = 0; t < world->thread_count; t++) {
        struct thread *thread = &world->threads[t];
        if (thread->state == ENDED || world->step_count == MAX_STEPS)
            continue;
        struct step *row = &world->steps[world->step_count++];
        *row = (struct step){.verb = "waits forever",
                             .place = thread->place,
                             .thread = (uint8_t)t,
                             .object = thread->object ? thread->object->address : NULL,
                             .wrong = true,
                             .kind = STEP_TELL};
        waiting++;
    }
    wrong(DEADLOCK, NULL, "%s, and no thread is left to wake %s",
          waiting > 1 ? "deadlock: every thread waits" : "a thread waits", waiting > 1 ? "one" : "it");
}
