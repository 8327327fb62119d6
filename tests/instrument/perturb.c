/*
 * perturb.c - instead of ThreadSanitizer's runtime: a pause before each write to memory that others may see.
 *
 * ThreadSanitizer does not see memory that processes share. But its instrumentation calls a function at every
 * access; here that function waits before a write. Whoever reads a number, adds to it and writes it back
 * without a lock then does so at the same time as all others, and the race, one in a million by itself,
 * becomes a double download that the server's ledger shows. Correct code is only slower.
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

#define LONG_PAUSE     25000000L /* before an atomic operation that reads and writes */
#define MOST_PAUSES    400       /* of each thread, so that a loop over an array does not take all day */
#define MOST_EXCHANGES 20        /* of each thread, with a long pause */

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

static void wait_for(long nanoseconds)
{
    static __thread unsigned pauses;

    if (pauses < MOST_PAUSES) {
        pauses++;
        perturb_sleep(nanoseconds);
    }
}

void perturb_wait(void)
{
    wait_for(PAUSE);
}

static void before_write(const void *address)
{
    if (!on_stack(address))
        perturb_wait();
}

/* Long enough for all others to look at the same number meanwhile, be the machine ever so busy. */
static void before_exchange(const volatile void *address)
{
    static __thread unsigned exchanges;

    if (!on_stack((const void *)address))
        wait_for(exchanges++ < MOST_EXCHANGES ? LONG_PAUSE : PAUSE);
}

#define ACCESS(size)                                 \
    void __tsan_read##size(void *address);           \
    void __tsan_read##size(void *address)            \
    {                                                \
        (void)address;                               \
    }                                                \
    void __tsan_write##size(void *address);          \
    void __tsan_write##size(void *address)           \
    {                                                \
        before_write(address);                       \
    }                                                \
    void __tsan_volatile_read##size(void *address);  \
    void __tsan_volatile_read##size(void *address)   \
    {                                                \
        (void)address;                               \
    }                                                \
    void __tsan_volatile_write##size(void *address); \
    void __tsan_volatile_write##size(void *address)  \
    {                                                \
        before_write(address);                       \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

#define UNALIGNED(size)                               \
    void __tsan_unaligned_read##size(void *address);  \
    void __tsan_unaligned_read##size(void *address)   \
    {                                                 \
        (void)address;                                \
    }                                                 \
    void __tsan_unaligned_write##size(void *address); \
    void __tsan_unaligned_write##size(void *address)  \
    {                                                 \
        before_write(address);                        \
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
    before_write(address);
}

/*
 * Atomic operations stay what they are; the order asked for may only be made stronger. A pause before one
 * that writes lets others come between it and whatever was looked at before.
 */
#define FETCH(bits, type, name)                                                             \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order)  \
    {                                                                                       \
        (void)order;                                                                        \
        before_exchange(address);                                                           \
        return __atomic_fetch_##name(address, value, __ATOMIC_SEQ_CST);                     \
    }

#define EXCHANGE(bits, type, kind)                                                                          \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure);                              \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure)                               \
    {                                                                                                       \
        (void)order, (void)failure;                                                                         \
        before_exchange(address);                                                                           \
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
        before_write((const void *)address);                                            \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                             \
    }                                                                                   \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order)  \
    {                                                                                   \
        (void)order;                                                                    \
        before_exchange(address);                                                       \
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
