/*
 * call_faults.c - choose which of the lab's calls fail, or at which call a child dies.
 */
#include "call_faults.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../base/test_random.h"
#include "../launch/program.h"
#include "scenario.h"

#define MOST_FAULTS   256
#define EACH_OF_FIRST 4 /* allocations, each probably at another place in the source */

#define NAME(name) #name,
static const char *const names[] = {LAB_CALLS(NAME)};

enum group { ALLOCATION, FAILING, TAKING, BEGINNING, OTHER };
#define IS_ALLOCATION(name) [CALL_##name] = ALLOCATION,
#define IS_FAILING(name)    [CALL_##name] = FAILING,
#define IS_TAKING(name)     [CALL_##name] = TAKING,
#define IS_BEGINNING(name)  [CALL_##name] = BEGINNING,
#define IS_OTHER(name)      [CALL_##name] = OTHER,
static const enum group groups[] = {ALLOCATIONS(IS_ALLOCATION) OTHERS_THAT_FAIL(IS_FAILING) CALLS_FOR_IMAGES(
    IS_FAILING) CALLS_THAT_TAKE(IS_TAKING) CALLS_THAT_BEGIN(IS_BEGINNING) OTHER_CALLS(IS_OTHER)};

struct lab_calls *lab_calls_share(int *descriptor)
{
    struct lab_calls *calls;

    *descriptor = memfd_create("calls", MFD_CLOEXEC);
    if (*descriptor < 0 || ftruncate(*descriptor, sizeof *calls) != 0)
        harness_failure("cannot create memory to share with a program");
    calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED, *descriptor, 0);
    if (calls == MAP_FAILED)
        harness_failure("cannot create memory to share with a program");
    calls->magic = LAB_CALLS_MAGIC;
    return calls;
}

void lab_calls_choose(struct lab_calls *calls, const struct call_fault *fault)
{
    for (size_t i = 0; i < COUNT_OF_LAB_CALLS; i++) {
        atomic_store(&calls->made[i], 0);
        atomic_store(&calls->made_by_children[i], 0);
    }
    calls->call = fault->call;
    calls->first = fault->first;
    calls->last = fault->last;
    calls->dies = fault->dies;
}

struct plan {
    struct call_fault faults[MOST_FAULTS];
    size_t count;
};

static void add(struct plan *plan, enum lab_call call, unsigned first, unsigned last, bool dies)
{
    if (plan->count < MOST_FAULTS)
        plan->faults[plan->count++] = (struct call_fault){call, first, last, dies};
}

/* Fault number `round` of a call that is made `made` times, if it has so many. */
static void add_failure(struct plan *plan, enum lab_call call, unsigned made, unsigned round)
{
    unsigned each = groups[call] == ALLOCATION ? EACH_OF_FIRST : 1;
    unsigned number = round + 1;

    if (round > each + 2 || made == 0)
        return;
    if (round == each + 1) {
        if (made > 1)
            add(plan, call, 1, UINT_MAX, false);
        return;
    }
    if (round == each)
        number = made > each ? made : 0;
    if (round == each + 2)
        number = made > each + 1 ? (unsigned)draw(each + 1, made - 1) : 0;
    if (number > 0 && number <= made)
        add(plan, call, number, number, false);
}

static void add_death(struct plan *plan, enum lab_call call, unsigned made, unsigned round)
{
    if (made == 0 || round >= 3)
        return;
    unsigned number = round == 0 ? 1 : (unsigned)draw(1, made);
    add(plan, call, number, number, true);
}

/* Plan the first fault of each call before the second fault of any. */
size_t call_faults_plan(const struct lab_calls *calls, enum call_faults faults, struct call_fault chosen[],
                        size_t most)
{
    struct plan plan = {.count = 0};
    size_t count = 0;

    for (unsigned round = 0; round < EACH_OF_FIRST + 3; round++)
        for (size_t c = 0; c < COUNT_OF_LAB_CALLS; c++) {
            bool can_fail = groups[c] == ALLOCATION || groups[c] == FAILING;
            bool can_kill = groups[c] == TAKING || groups[c] == BEGINNING;
            if (faults == CALLS_FAIL && can_fail)
                add_failure(&plan, (enum lab_call)c, atomic_load(&calls->made[c]), round);
            else if (faults == CHILDREN_DIE && can_kill)
                add_death(&plan, (enum lab_call)c, atomic_load(&calls->made_by_children[c]), round);
        }
    for (; count < plan.count && count < most; count++)
        chosen[count] = plan.faults[count];
    return count;
}

static const char *ordinal(unsigned number)
{
    static const char *const words[] = {"first", "second", "third"};
    char *text;

    if (number >= 1 && number <= 3)
        return words[number - 1];
    if (asprintf(&text, "%uth", number) < 0)
        abort();
    return text;
}

const char *call_fault_in_words(const struct call_fault *fault)
{
    char *text;
    int length;

    if (fault->first == 0)
        return "";
    if (fault->dies)
        length = asprintf(&text, "a child is killed %s the %s %s() that children make",
                          groups[fault->call] == BEGINNING ? "before" : "after", ordinal(fault->first),
                          names[fault->call]);
    else if (fault->last > fault->first)
        length = asprintf(&text, "each %s() of the lab fails", names[fault->call]);
    else
        length = asprintf(&text, "the %s %s() of the lab fails", ordinal(fault->first), names[fault->call]);
    if (length < 0)
        abort();
    return text;
}
