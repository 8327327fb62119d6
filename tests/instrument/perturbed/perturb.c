/*
 * perturb.c - a replacement for ThreadSanitizer's runtime: it pauses before each write to possibly shared
 * memory.
 *
 * ThreadSanitizer does not see memory that processes share. But its instrumentation calls a function at every
 * access; here that function waits before a write. Without a lock, many processes then read the same number
 * before any of them writes it back. So a race that would show once in a million runs becomes a double
 * download, which the server's ledger shows. Correct code only becomes slower.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "perturb.h"

__extension__ typedef unsigned __int128 uint128_t;

/* Before an atomic read-modify-write, the first time at a place: long enough for all others to read the same
 * number meanwhile, even on a busy machine. */
#define LONG_PAUSE 25000000L

/*
 * The number of pauses of a thread before its next image begins. It is limited, because a loop over an array
 * would otherwise take far too long. Pauses are counted for each place in the code, and at a frequent place
 * for each address, so that a frequent write does not use up the pauses of other writes.
 */
#define PAUSES_OF_PLACE   8
#define PAUSES_OF_ADDRESS 2
#define MOST_OF_ADDRESSES 60 /* in all; after that, some by chance */
#define SELDOM            8  /* one pause in this many */
#define MOST_PAUSES       300
#define ROOM              64 /* a power of two */
#define MOST_PROBES       8

/* A place or an address, and how often the thread came there. */
struct tally {
    struct {
        uint32_t key;
        uint16_t times;
        uint16_t turn; /* number of the turn that the count belongs to */
    } rows[ROOM];
};

/* Counts since the thread's last image began. */
static __thread struct {
    unsigned pauses, of_addresses, number;
    struct tally places, addresses;
} turn = {.number = 1};

static bool on_stack(const void *address)
{
    static __thread char *low, *high;

    if (!low) {
        pthread_attr_t attributes;
        void *base = NULL;
        size_t size = 0;
        if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
            pthread_attr_getstack(&attributes, &base, &size);
            pthread_attr_destroy(&attributes);
        }
        low = base;
        high = low + size;
    }
    return (const char *)address >= low && (const char *)address < high;
}

void perturb_sleep(long nanoseconds)
{
    struct timespec pause = {0, nanoseconds};
    int before = errno;

    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &pause, NULL);
    errno = before;
}

void perturb_begin_turn(void)
{
    turn.number = turn.number < UINT16_MAX ? turn.number + 1 : 1;
    turn.pauses = turn.of_addresses = 0;
}

/* How often the thread has come to `key` in this turn, including now. 0 if the table is full, so that its
 * contents do not take the pauses of others. */
static unsigned count(struct tally *tally, uintptr_t key)
{
    uint32_t hash = (uint32_t)(((uint64_t)key * 0x9e3779b97f4a7c15U) >> 32);

    for (uint32_t probe = 0; probe < MOST_PROBES; probe++) {
        uint32_t row = (hash + probe) % ROOM;
        if (tally->rows[row].turn != turn.number) {
            tally->rows[row].key = hash;
            tally->rows[row].times = 0;
            tally->rows[row].turn = (uint16_t)turn.number;
        }
        if (tally->rows[row].key != hash)
            continue;
        if (tally->rows[row].times < UINT16_MAX)
            tally->rows[row].times++;
        return tally->rows[row].times;
    }
    return 0;
}

bool perturb_is_first(const void *what)
{
    return count(&turn.addresses, ~(uintptr_t)what) == 1;
}

/* True once in SELDOM times. */
static bool by_chance(void)
{
    static __thread uint32_t state;

    state = state * 1664525 + 1013904223 + (uint32_t)gettid();
    return (state >> 16) % SELDOM == 0;
}

static bool is_due(unsigned times_here, uintptr_t address)
{
    if (turn.pauses >= MOST_PAUSES)
        return false;
    if (times_here <= PAUSES_OF_PLACE)
        return true;
    if (!address || count(&turn.addresses, address) > PAUSES_OF_ADDRESS)
        return false;
    return turn.of_addresses++ < MOST_OF_ADDRESSES || by_chance();
}

static void wait_for(long first, const void *place, const volatile void *address)
{
    unsigned times_here = count(&turn.places, (uintptr_t)place);

    if (!is_due(times_here, (uintptr_t)address))
        return;
    turn.pauses++;
    perturb_sleep(times_here == 1 ? first : PAUSE);
}

void perturb_wait(const void *place, const volatile void *what)
{
    wait_for(PAUSE, place, what);
}

static void before_write(const void *address, const void *place)
{
    if (!on_stack(address))
        wait_for(PAUSE, place, address);
}

static void before_exchange(const volatile void *address, const void *place)
{
    if (!on_stack((const void *)address))
        wait_for(LONG_PAUSE, place, address);
}

#define ACCESS(size)                                        \
    void __tsan_read##size(void *address);                  \
    void __tsan_read##size(void *address)                   \
    {                                                       \
        (void)address;                                      \
    }                                                       \
    void __tsan_write##size(void *address);                 \
    void __tsan_write##size(void *address)                  \
    {                                                       \
        before_write(address, __builtin_return_address(0)); \
    }                                                       \
    void __tsan_volatile_read##size(void *address);         \
    void __tsan_volatile_read##size(void *address)          \
    {                                                       \
        (void)address;                                      \
    }                                                       \
    void __tsan_volatile_write##size(void *address);        \
    void __tsan_volatile_write##size(void *address)         \
    {                                                       \
        before_write(address, __builtin_return_address(0)); \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

#define UNALIGNED(size)                                     \
    void __tsan_unaligned_read##size(void *address);        \
    void __tsan_unaligned_read##size(void *address)         \
    {                                                       \
        (void)address;                                      \
    }                                                       \
    void __tsan_unaligned_write##size(void *address);       \
    void __tsan_unaligned_write##size(void *address)        \
    {                                                       \
        before_write(address, __builtin_return_address(0)); \
    }
UNALIGNED(2)
UNALIGNED(4)
UNALIGNED(8)
UNALIGNED(16)

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

void __tsan_read_range(void *address, size_t size);
void __tsan_read_range(void *address, size_t size)
{
    (void)address, (void)size;
}

void __tsan_write_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size)
{
    (void)size;
    before_write(address, __builtin_return_address(0));
}

/*
 * Atomic operations keep their effect; the memory order may only become stronger. A pause before a write lets
 * others come between it and an earlier read.
 */
#define FETCH(bits, type, name)                                                             \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order)  \
    {                                                                                       \
        (void)order;                                                                        \
        before_exchange(address, __builtin_return_address(0));                              \
        return __atomic_fetch_##name(address, value, __ATOMIC_SEQ_CST);                     \
    }

#define EXCHANGE(bits, type, kind)                                                                          \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure);                              \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure)                               \
    {                                                                                                       \
        (void)order, (void)failure;                                                                         \
        before_exchange(address, __builtin_return_address(0));                                              \
        return __atomic_compare_exchange_n(address, expected, desired, 0, __ATOMIC_SEQ_CST,                 \
                                           __ATOMIC_SEQ_CST);                                               \
    }

#define ATOMIC(bits, type)                                                              \
    type __tsan_atomic##bits##_load(const volatile type *address, int order);           \
    type __tsan_atomic##bits##_load(const volatile type *address, int order)            \
    {                                                                                   \
        (void)order;                                                                    \
        return __atomic_load_n(address, __ATOMIC_SEQ_CST);                              \
    }                                                                                   \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order);    \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order)     \
    {                                                                                   \
        (void)order;                                                                    \
        before_write((const void *)address, __builtin_return_address(0));               \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                             \
    }                                                                                   \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order)  \
    {                                                                                   \
        (void)order;                                                                    \
        before_exchange(address, __builtin_return_address(0));                          \
        return __atomic_exchange_n(address, value, __ATOMIC_SEQ_CST);                   \
    }                                                                                   \
    FETCH(bits, type, add)                                                              \
    FETCH(bits, type, sub)                                                              \
    FETCH(bits, type, and)                                                              \
    FETCH(bits, type, or)                                                               \
    FETCH(bits, type, xor)                                                              \
    FETCH(bits, type, nand)                                                             \
    EXCHANGE(bits, type, strong)                                                        \
    EXCHANGE(bits, type, weak)
ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)
ATOMIC(128, uint128_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
