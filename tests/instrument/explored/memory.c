/*
 * memory.c - accesses to memory, as gcc's -fsanitize=thread reports them. It finds data races, and uses of
 * memory whose function has returned, whose thread has ended, or which was freed.
 *
 * The last accesses to each word are recorded. Two accesses by different threads are a race if one is a
 * write, one is not atomic, and neither happened before the other.
 */
#include <stdio.h>
#include <string.h>

#include "explored.h"
#include "wrapped.h"

#define WORDS        8192
#define RECORDS      10
#define MOST_CHECKED 4096   /* bytes of a range */
#define MOST_PLAIN   200000 /* accesses without a step, after which the thread counts as polling */

struct record {
    uint16_t clock, row;
    uint8_t thread, bytes; /* a bit for each */
    uint8_t access, used;
    const void *place;
};

static struct word {
    uintptr_t address;
    bool freed;
    struct record records[RECORDS];
} words[WORDS];
static uint16_t word_count;

/* Indexes into an array, so that the few words that a run uses are adjacent: each page that a child touches
 * costs time. */
static struct word *word_at(uintptr_t address)
{
    static uint16_t table[2 * WORDS]; /* 0: free */
    size_t i = (address >> 3) * 0x9e3779b97f4a7c15 >> 50;

    for (;; i = (i + 1) % (2 * WORDS)) {
        if (table[i] && words[table[i] - 1].address == address)
            return &words[table[i] - 1];
        if (table[i])
            continue;
        if (word_count == WORDS)
            return NULL; /* full: ignore further words */
        table[i] = ++word_count;
        words[word_count - 1].address = address;
        return &words[word_count - 1];
    }
}

bool memory_is_racy(const volatile void *address, size_t size)
{
    uintptr_t from = (uintptr_t)address & ~(uintptr_t)7, to = (uintptr_t)address + size;

    for (int i = 0; i < world->racy_count; i++)
        if ((uintptr_t)world->racy[i] >= from && (uintptr_t)world->racy[i] < to)
            return true;
    return false;
}

/* Add the row of the other access, so that the picture shows both. */
static void show_access(const struct record *record, const volatile void *address)
{
    int self = explored_self;

    explored_self = record->thread;
    struct step *row = tell(record->access & WRITING ? "writes" : "reads", address, record->place);
    row->wrong = true;
    explored_self = self;
}

static void report_race(const struct record *record, uintptr_t word, const volatile void *address,
                        enum access access, const void *place)
{
    bool known = memory_is_racy((void *)word, 8);

    if (world->out_of_sight || (known && !world->races_are_faults))
        return;
    world->race = (void *)word;
    if (!known) /* if racy words are steps, the picture has the rows already */
        show_access(record, address);
    tell(access & WRITING ? "writes" : "reads", address, place)->wrong = true;
    wrong(RACE, NULL, "data race: thread %d %s what thread %d %s, and nothing orders the two", explored_self,
          access & WRITING ? "writes" : "reads", record->thread,
          record->access & WRITING ? "writes" : "reads");
}

static bool covers(const struct record *record, enum access access, uint8_t bytes)
{
    return record->thread == explored_self && (record->bytes & ~bytes) == 0 &&
           (access & WRITING || !(record->access & WRITING)) && record->access == access;
}

static void check_word(uintptr_t address, uint8_t bytes, enum access access, const void *place,
                       const volatile void *exact)
{
    struct word *word = word_at(address);
    struct record *place_for_it = NULL;

    if (!word)
        return;
    if (word->freed && !world->out_of_sight)
        wrong(MISUSE, place, "memory is used after free()");
    for (int i = 0; i < RECORDS; i++) {
        struct record *record = &word->records[i];
        bool before = !record->used || record->clock <= ME->seen[record->thread];
        if (!before && record->thread != explored_self && record->bytes & bytes &&
            (record->access | access) & WRITING && !(record->access & access & ATOMICALLY))
            report_race(record, address, exact, access, place);
        if (!record->used || covers(record, access, bytes) ||
            (before && access == WRITING && (record->bytes & ~bytes) == 0))
            record->used = 0;
        if (!record->used && !place_for_it)
            place_for_it = record;
    }
    if (!place_for_it)
        place_for_it = &word->records[(explored_self + bytes) % RECORDS];
    *place_for_it = (struct record){.clock = ME->seen[explored_self],
                                    .thread = (uint8_t)explored_self,
                                    .bytes = bytes,
                                    .access = (uint8_t)access,
                                    .used = 1,
                                    .place = place};
}

/* A variable on the stack of another thread, in a function that has returned. */
static void check_owner(uintptr_t address, const void *place)
{
    for (int t = 0; t < world->thread_count; t++) {
        const struct thread *thread = &world->threads[t];
        if (t == explored_self || address < thread->stack_low || address >= thread->stack_high)
            continue;
        if (thread->state == ENDED)
            wrong(MISUSE, place, "thread %d uses a variable of thread %d, which has ended", explored_self, t);
        if (address < thread->stack_now)
            wrong(MISUSE, place, "thread %d uses a variable of a function of thread %d that has returned",
                  explored_self, t);
    }
}

static void check(const volatile void *address, size_t size, enum access access, const void *place)
{
    uintptr_t from = (uintptr_t)address, to = from + size;

    check_owner(from, place);
    for (uintptr_t word = from & ~(uintptr_t)7; word < to; word += 8) {
        unsigned bytes = 0xff;
        if (word < from)
            bytes &= 0xffu << (from - word);
        if (to - word < 8)
            bytes &= 0xffu >> (8 - (to - word));
        check_word(word, (uint8_t)bytes, access, place, word < from ? address : (void *)word);
    }
}

static void be_a_step(const volatile void *address, size_t size, enum access access, const void *place)
{
    bool writes = access & WRITING;

    (writes ? step : step_reads)(writes ? "writes" : "reads", (void *)((uintptr_t)address & ~(uintptr_t)7),
                                 place);
    struct step *row = &world->steps[world->step_count - 1];
    row->kind = writes ? STEP_WRITE : STEP_READ;
    row->object = address;
    row->size = (uint8_t)(size > 8 ? 8 : size);
    row->numbered = size <= 8;
    if (writes && row->numbered)
        world->pending_value = world->step_count - 1;
    else if (row->numbered)
        memcpy(&row->number, (const void *)address, row->size);
}

void memory_access(const volatile void *address, size_t size, enum access access, const void *place)
{
    if (!explored_here() || size == 0)
        return;
    if (world->racy_count > 0 && !(access & ATOMICALLY) && memory_is_racy(address, size))
        be_a_step(address, size, access, place);
    else if (++ME->accesses > MOST_PLAIN) /* it may be polling a variable */
        step_aside("asks again", 1000, place);
    check(address, size > MOST_CHECKED ? MOST_CHECKED : size, access, place);
}

void memory_freed(uintptr_t from, size_t size)
{
    for (uintptr_t word = (from + 7) & ~(uintptr_t)7; word + 8 <= from + size && word < from + MOST_CHECKED;
         word += 8) {
        struct word *found = word_at(word);
        if (found)
            found->freed = true;
    }
}

void memory_forget(uintptr_t from, size_t size)
{
    if (!explored_here())
        return;
    for (int i = 0; i < word_count; i++)
        if (words[i].address >= from && words[i].address < from + size) {
            words[i].freed = false;
            memset(words[i].records, 0, sizeof words[i].records);
        }
}

/* --- Functions that the compiler calls --- */

#define ACCESS(size)                                           \
    void __tsan_read##size(void *address);                     \
    void __tsan_read##size(void *address)                      \
    {                                                          \
        memory_access(address, size, READING, PLACE);          \
    }                                                          \
    void __tsan_write##size(void *address);                    \
    void __tsan_write##size(void *address)                     \
    {                                                          \
        memory_access(address, size, WRITING, PLACE);          \
    }                                                          \
    void __tsan_unaligned_read##size(void *address);           \
    void __tsan_unaligned_read##size(void *address)            \
    {                                                          \
        memory_access(address, size, READING, PLACE);          \
    }                                                          \
    void __tsan_unaligned_write##size(void *address);          \
    void __tsan_unaligned_write##size(void *address)           \
    {                                                          \
        memory_access(address, size, WRITING, PLACE);          \
    }                                                          \
    void __tsan_volatile_read##size(void *address);            \
    void __tsan_volatile_read##size(void *address)             \
    {                                                          \
        memory_access(address, size, READING, PLACE);          \
    }                                                          \
    void __tsan_volatile_write##size(void *address);           \
    void __tsan_volatile_write##size(void *address)            \
    {                                                          \
        memory_access(address, size, WRITING, PLACE);          \
    }                                                          \
    void __tsan_unaligned_volatile_read##size(void *address);  \
    void __tsan_unaligned_volatile_read##size(void *address)   \
    {                                                          \
        memory_access(address, size, READING, PLACE);          \
    }                                                          \
    void __tsan_unaligned_volatile_write##size(void *address); \
    void __tsan_unaligned_volatile_write##size(void *address)  \
    {                                                          \
        memory_access(address, size, WRITING, PLACE);          \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

void __tsan_read_range(void *address, size_t size);
void __tsan_read_range(void *address, size_t size)
{
    memory_access(address, size, READING, PLACE);
}

void __tsan_write_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size)
{
    memory_access(address, size, WRITING, PLACE);
}

void __tsan_init(void);
void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
}

/* --- Functions that read and write memory for the submission --- */

WRAPPED(void *, memcpy, (void *to, const void *from, size_t size))
{
    memory_access(from, size, READING, PLACE);
    memory_access(to, size, WRITING, PLACE);
    return memcpy(to, from, size);
}

WRAPPED(void *, memmove, (void *to, const void *from, size_t size))
{
    memory_access(from, size, READING, PLACE);
    memory_access(to, size, WRITING, PLACE);
    return memmove(to, from, size);
}

WRAPPED(void *, memset, (void *to, int byte, size_t size))
{
    memory_access(to, size, WRITING, PLACE);
    return memset(to, byte, size);
}

WRAPPED(int, memcmp, (const void *one, const void *other, size_t size))
{
    memory_access(one, size, READING, PLACE);
    memory_access(other, size, READING, PLACE);
    return memcmp(one, other, size);
}
