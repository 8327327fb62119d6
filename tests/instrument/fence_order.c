/*
 * fence_order.c - atomic_thread_fence(), told to ThreadSanitizer, which takes it for nothing: what came
 * before a fence that releases comes before all that follows an operation that acquires, and what came before
 * an operation that releases comes before all that follows a fence that acquires. Which of them have met is
 * not asked: a race may go unseen where there are fences, and no correct code is blamed. Without fences
 * nothing is different.
 *
 * Linked into the build with ThreadSanitizer, with --wrap for each function here that is named so.
 */
#include "happens_before.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 uint128_t;

/* What has been released by fences, and by operations. */
static char by_fences, by_operations;

static bool acquires(int order)
{
    return order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
}

static bool releases(int order)
{
    return order >= __ATOMIC_RELEASE;
}

static void before(int order)
{
    if (releases(order))
        __tsan_release(&by_operations);
}

static void after(int order)
{
    if (acquires(order))
        __tsan_acquire(&by_fences);
}

WRAPPED(void, __tsan_atomic_thread_fence, (int order))
{
    if (releases(order))
        __tsan_release(&by_fences);
    __real___tsan_atomic_thread_fence(order);
    if (acquires(order)) {
        __tsan_acquire(&by_fences);
        __tsan_acquire(&by_operations);
    }
}

#define CHANGE(bits, type, name)                                                                  \
    WRAPPED(type, __tsan_atomic##bits##_##name, (volatile type * address, type value, int order)) \
    {                                                                                             \
        before(order);                                                                            \
        type result = __real___tsan_atomic##bits##_##name(address, value, order);                 \
        after(order);                                                                             \
        return result;                                                                            \
    }

#define EXCHANGE(bits, type, kind)                                                                           \
    WRAPPED(int, __tsan_atomic##bits##_compare_exchange_##kind,                                              \
            (volatile type * address, type * expected, type desired, int order, int failure))                \
    {                                                                                                        \
        before(order);                                                                                       \
        int result = __real___tsan_atomic##bits##_compare_exchange_##kind(address, expected, desired, order, \
                                                                          failure);                          \
        after(result ? order : failure);                                                                     \
        return result;                                                                                       \
    }

#define ATOMIC(bits, type)                                                                       \
    WRAPPED(type, __tsan_atomic##bits##_load, (const volatile type *address, int order))         \
    {                                                                                            \
        type result = __real___tsan_atomic##bits##_load(address, order);                         \
        after(order);                                                                            \
        return result;                                                                           \
    }                                                                                            \
    WRAPPED(void, __tsan_atomic##bits##_store, (volatile type * address, type value, int order)) \
    {                                                                                            \
        before(order);                                                                           \
        __real___tsan_atomic##bits##_store(address, value, order);                               \
    }                                                                                            \
    CHANGE(bits, type, exchange)                                                                 \
    CHANGE(bits, type, fetch_add)                                                                \
    CHANGE(bits, type, fetch_sub)                                                                \
    CHANGE(bits, type, fetch_and)                                                                \
    CHANGE(bits, type, fetch_or)                                                                 \
    CHANGE(bits, type, fetch_xor)                                                                \
    CHANGE(bits, type, fetch_nand)                                                               \
    EXCHANGE(bits, type, strong)                                                                 \
    EXCHANGE(bits, type, weak)
ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)
ATOMIC(128, uint128_t)
