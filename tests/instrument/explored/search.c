/*
 * search.c - run one schedule after another, each in a child process, those with the fewest interruptions
 * first.
 *
 * Iterative context bounding (Musuvathi and Qadeer, PLDI 2007): an interruption is a switch away from a
 * thread that could continue, or a call that is forced to fail. A run that reaches a state of an earlier run
 * is cut short, because that state's continuations are explored anyway. Steps are the operations that
 * synchronise threads. Accesses to memory count as steps only after two of them have raced; then the search
 * starts again with these accesses as steps.
 */
#include "search.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "explored.h"
#include "names.h"
#include "run.h"

#define MOST_SEEN    (1u << 20) /* states, a power of two */
#define LOOK         20         /* milliseconds between two checks of a run without progress */
#define MOST_LOOKS   100        /* number of checks while no thread can continue */
#define MOST_SECONDS 5          /* processor time from one step to the next */

/* --- States reached before: shared with the children --- */

static uint64_t *seen;
static uint32_t *seen_count;

bool search_seen(uint64_t state)
{
    state |= 1; /* 0 marks a free entry */
    for (uint32_t i = (uint32_t)(state >> 20) % MOST_SEEN;; i = (i + 1) % MOST_SEEN) {
        if (seen[i] == state)
            return true;
        if (seen[i])
            continue;
        if (*seen_count < MOST_SEEN / 2) {
            seen[i] = state;
            ++*seen_count;
        }
        return false;
    }
}

static void *share(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (memory == MAP_FAILED)
        abort();
    return memory;
}

static void forget_states(void)
{
    if (*seen_count > 0)
        madvise(seen, MOST_SEEN * sizeof *seen, MADV_REMOVE);
    *seen_count = 0;
}

void search_prepare(void)
{
    world = share(sizeof *world);
    seen = share(MOST_SEEN * sizeof *seen);
    seen_count = share(sizeof *seen_count);
}

/* --- One run --- */

static void clear_world(void)
{
    world->decision_count = world->step_count = world->last_progress = world->beyond = 0;
    world->fault = NO_FAULT;
    world->message[0] = '\0';
    world->race = NULL;
    world->cut = world->done = world->out_of_sight = world->failed = false;
    world->lock = world->streak = 0;
    world->now = 1000000000000000000;
    memset(world->threads, 0, sizeof world->threads);
    memset(world->objects, 0, sizeof world->objects);
}

static void *run_subject(void *mask)
{
    pthread_sigmask(SIG_SETMASK, mask, NULL);
    threads_begin();
    schedule_begin();
    explored_active = true;
    subject_run();
    explored_active = false;
    world->done = true;
    return NULL;
}

/* Runs on a stack of ours, so that its variables have the same addresses in each run. */
void run_here(void)
{
    pthread_attr_t attributes;
    pthread_t caller;
    sigset_t all, mask;
    size_t size;
    void *stack = heap_stack(0, &size);

    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, size);
    /* Signals to the process are for the submission's threads: block them here before other threads exist. */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &mask);
    if (pthread_create(&caller, &attributes, run_subject, &mask) != 0)
        abort();
    pthread_join(caller, NULL);
}

/* The state of a thread in the kernel ('S': it sleeps), and its processor time. */
static char state_of(pid_t process, pid_t thread, unsigned long *ticks)
{
    char path[64], text[512], state = '?';
    unsigned long user = 0, system = 0;

    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", process, thread);
    FILE *file = fopen(path, "re");
    if (!file)
        return state;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    const char *end = strrchr(text, ')');
    if (end)
        sscanf(end, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state, &user, &system);
    *ticks = user + system;
    return state;
}

/*
 * The thread with the turn has slept in the kernel for at least two checks: let the others continue without
 * it. If it is running, only its processor time counts, because the machine may be busy. False: it makes no
 * progress.
 */
static bool look_after(pid_t child, int *steps, int *stands)
{
    int holder = world->current, now = world->step_count;
    unsigned long ticks = 0;

    *stands = now == *steps ? *stands + 1 : 0;
    *steps = now;
    char state = *stands && holder >= 0 ? state_of(child, world->threads[holder].tid, &ticks) : '?';
    if (state == 'S') {
        out_of_sight("a call that sleeps where the tests do not see it");
        if (schedule_hand_on())
            *stands = 0;
    } else if (state != '?')
        return ticks < MOST_SECONDS * (unsigned long)sysconf(_SC_CLK_TCK);
    return *stands < MOST_LOOKS;
}

static void await_end(pid_t child)
{
    int identity = (int)syscall(SYS_pidfd_open, child, 0), status = 0, steps = -1, stands = 0;
    struct pollfd end = {identity, POLLIN, 0};
    bool hopeful = true;

    while (hopeful && poll(&end, 1, LOOK) == 0)
        hopeful = look_after(child, &steps, &stands);
    if (!hopeful) {
        kill(child, SIGKILL);
        out_of_sight("a call that does not return");
    }
    waitpid(child, &status, 0);
    close(identity);
    if (WIFSIGNALED(status) && hopeful) {
        world->fault = CRASHED;
        snprintf(world->message, sizeof world->message, "the program crashes: %s",
                 strsignal(WTERMSIG(status)));
    } else if (WIFEXITED(status) && !world->done && !world->cut && world->fault == NO_FAULT &&
               !world->out_of_sight && !world->message[0]) {
        world->fault = OUTCOME;
        snprintf(world->message, sizeof world->message, "the program ends before the function returns");
    }
}

static void run_once(void)
{
    clear_world();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run_here();
        _exit(0);
    }
    if (child < 0)
        abort();
    await_end(child);
    names_remove();
}

/* --- All runs --- */

struct prefix {
    struct prefix *next;
    int length;
    uint8_t choices[];
};

static struct prefix *waiting[MAX_BOUND + 2]; /* by number of interruptions */

static void remember(const struct prefix *run, int at, uint8_t chosen, int interruptions)
{
    struct prefix *prefix = malloc(sizeof *prefix + (size_t)at + 1);

    (void)run;
    if (!prefix)
        abort();
    prefix->length = at + 1;
    for (int i = 0; i < at; i++)
        prefix->choices[i] = world->decisions[i].chosen;
    prefix->choices[at] = chosen;
    prefix->next = waiting[interruptions];
    waiting[interruptions] = prefix;
}

/* Queue the alternatives to all decisions made after the run's prefix. */
static void remember_others(const struct prefix *run, int interruptions, int bound)
{
    for (int i = world->decision_count - 1; i >= run->length; i--) {
        const struct decision *decision = &world->decisions[i];
        for (int t = 0; t < MAX_THREADS; t++) {
            uint32_t bit = 1u << t;
            int cost = interruptions + (decision->dear & bit ? 1 : 0);
            if (decision->options & bit && t != decision->chosen && cost <= bound)
                remember(run, i, (uint8_t)t, cost);
        }
    }
}

static void forget_all(void)
{
    for (int i = 0; i <= MAX_BOUND; i++)
        while (waiting[i]) {
            struct prefix *next = waiting[i]->next;
            free(waiting[i]);
            waiting[i] = next;
        }
}

static void run_prefix(const struct prefix *prefix)
{
    world->prefix_length = prefix->length;
    memcpy(world->prefix, prefix->choices, (size_t)prefix->length);
    run_once();
}

/* Explore until a fault, the bound or the limit. */
static void explore(struct exploration *e)
{
    struct prefix *first = calloc(1, sizeof *first);

    forget_states();
    waiting[0] = first;
    e->limited = e->unseen = false;
    e->schedules = e->runs = 0;
    for (e->interruptions = 0; e->interruptions <= e->bound; e->interruptions++)
        while (waiting[e->interruptions]) {
            struct prefix *prefix = waiting[e->interruptions];
            if (e->all_runs >= e->limit) {
                e->limited = true;
                forget_all();
                return;
            }
            waiting[e->interruptions] = prefix->next;
            run_prefix(prefix);
            e->runs++;
            e->all_runs++;
            e->schedules += world->done || world->fault != NO_FAULT;
            if (world->out_of_sight) {
                e->unseen = true;
                snprintf(e->by, sizeof e->by, "%s", world->unseen);
            }
            if (world->fault != NO_FAULT) {
                free(prefix);
                forget_all();
                return;
            }
            if (e->progress)
                e->progress(e);
            remember_others(prefix, e->interruptions, e->bound);
            free(prefix);
        }
    e->interruptions = e->bound;
}

/* A race alone says little. With its accesses as steps, the search may find its consequence. */
static bool refine(void)
{
    if (world->fault != RACE || world->racy_count == MAX_RACY)
        return false;
    world->racy[world->racy_count++] = world->race;
    return true;
}

#define MOST_REFINED 400 /* runs that look for the consequence of a race */

void search(struct exploration *e)
{
    long limit = e->limit;
    unsigned failures = world->failures;

    world->racy_count = 0;
    world->races_are_faults = false;
    explore(e);
    if (world->fault != RACE)
        return;
    e->races = true;
    world->failures = 0; /* failing calls would show another fault */
    while (world->fault == RACE) {
        if (!refine())
            break;
        e->limit = e->all_runs + MOST_REFINED;
        explore(e);
    }
    if (world->fault == NO_FAULT) { /* nothing found within the limit */
        world->races_are_faults = true;
        e->limit = e->all_runs + MOST_REFINED;
        explore(e);
    }
    world->failures = failures;
    e->limit = limit;
}

long search_left(void)
{
    long count = 0;

    for (int i = 0; i <= MAX_BOUND; i++)
        for (const struct prefix *prefix = waiting[i]; prefix; prefix = prefix->next)
            count++;
    return count;
}
