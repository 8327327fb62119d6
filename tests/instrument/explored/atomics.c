/*
 * atomics.c - atomic operations, as gcc's -fsanitize=thread reports them. Each is a step. The memory orders
 * of C11 determine what a thread then knows about others; a load always reads the newest value.
 */
#include <string.h>

#include "explored.h"

__extension__ typedef unsigned __int128 uint128_t;

enum {
    RELAXED = __ATOMIC_RELAXED,
    CONSUME = __ATOMIC_CONSUME,
    ACQUIRE = __ATOMIC_ACQUIRE,
    RELEASE = __ATOMIC_RELEASE,
    BOTH = __ATOMIC_ACQ_REL,
    SEQUENTIAL = __ATOMIC_SEQ_CST
};

static bool acquires(int order)
{
    order &= 0x7fff;
    return order == ACQUIRE || order == CONSUME || order == BOTH || order == SEQUENTIAL;
}

static bool releases(int order)
{
    order &= 0x7fff;
    return order == RELEASE || order == BOTH || order == SEQUENTIAL;
}

static void after_load(const volatile void *address, int order)
{
    const struct object *object = object_at(address);

    if (acquires(order))
        acquire(object);
    else
        clocks_join(ME->fence_acquired, object->released);
}

/* A store begins a new release sequence; a read-modify-write operation continues the old one. */
static void before_store(const volatile void *address, int order, bool exchanges)
{
    struct object *object = object_at(address);

    if (!exchanges)
        memset(object->released, 0, sizeof object->released);
    if (releases(order))
        release(object);
    else
        clocks_join(object->released, ME->fence_released);
}

/* The row of the step just taken. */
static void show(const char *verb, uint64_t value)
{
    struct step *row = &world->steps[world->step_count - 1];

    row->verb = verb;
    row->number = (int64_t)value;
    row->numbered = true;
}

static void begin(const char *verb, const volatile void *address, size_t size, enum access access,
                  const void *place)
{
    step_asks(verb, address, place);
    memory_access(address, size, access | ATOMICALLY, place);
}

#define VALUE(value) ((uint64_t)(value))

#define LOAD(bits, type)                                                      \
    type __tsan_atomic##bits##_load(const volatile type *address, int order); \
    type __tsan_atomic##bits##_load(const volatile type *address, int order)  \
    {                                                                         \
        if (!explored_here())                                                 \
            return __atomic_load_n(address, __ATOMIC_SEQ_CST);                \
        begin("loads", address, sizeof *address, READING, PLACE);             \
        type value = __atomic_load_n(address, __ATOMIC_SEQ_CST);              \
        step_was(true);                                                       \
        after_load(address, order);                                           \
        show("loads", VALUE(value));                                          \
        return value;                                                         \
    }

#define STORE(bits, type)                                                            \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order); \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order)  \
    {                                                                                \
        if (explored_here()) {                                                       \
            begin("stores", address, sizeof *address, WRITING, PLACE);               \
            step_was(false);                                                         \
            before_store(address, order, false);                                     \
            show("stores", VALUE(value));                                            \
        }                                                                            \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                          \
    }

/* An exchange that stores the value it found changes nothing: the thread is retrying to get a lock. */
#define CHANGE(bits, type, name, operation)                                           \
    type __tsan_atomic##bits##_##name(volatile type *address, type value, int order); \
    type __tsan_atomic##bits##_##name(volatile type *address, type value, int order)  \
    {                                                                                 \
        if (!explored_here())                                                         \
            return operation(address, value, __ATOMIC_SEQ_CST);                       \
        begin("changes", address, sizeof *address, WRITING, PLACE);                   \
        type before = operation(address, value, __ATOMIC_SEQ_CST);                    \
        type after = __atomic_load_n(address, __ATOMIC_SEQ_CST);                      \
        step_was(before == after);                                                    \
        after_load(address, order);                                                   \
        before_store(address, order, true);                                           \
        show("changes to", VALUE(after));                                             \
        return before;                                                                \
    }

#define EXCHANGE(bits, type, kind, weak)                                                                    \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure);                              \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *address, type *expected, type desired, \
                                                      int order, int failure)                               \
    {                                                                                                       \
        if (!explored_here())                                                                               \
            return __atomic_compare_exchange_n(address, expected, desired, 0, __ATOMIC_SEQ_CST,             \
                                               __ATOMIC_SEQ_CST);                                           \
        begin("exchanges", address, sizeof *address, WRITING, PLACE);                                       \
        type found = __atomic_load_n(address, __ATOMIC_SEQ_CST);                                            \
        bool done = found == *expected && !(weak && fails(WAKE_UPS, "exchange fails", PLACE));              \
        step_was(!done || desired == found);                                                                \
        after_load(address, done ? order : failure);                                                        \
        if (done) {                                                                                         \
            before_store(address, order, true);                                                             \
            __atomic_store_n(address, desired, __ATOMIC_SEQ_CST);                                           \
        } else                                                                                              \
            *expected = found;                                                                              \
        show(done ? "exchanges for" : "finds", VALUE(done ? desired : found));                              \
        return done;                                                                                        \
    }                                                                                                       \
    type __tsan_atomic##bits##_compare_exchange_val_##kind(volatile type *, type, type, int, int)

#define ATOMIC(bits, type)                              \
    LOAD(bits, type)                                    \
    STORE(bits, type)                                   \
    CHANGE(bits, type, exchange, __atomic_exchange_n)   \
    CHANGE(bits, type, fetch_add, __atomic_fetch_add)   \
    CHANGE(bits, type, fetch_sub, __atomic_fetch_sub)   \
    CHANGE(bits, type, fetch_and, __atomic_fetch_and)   \
    CHANGE(bits, type, fetch_or, __atomic_fetch_or)     \
    CHANGE(bits, type, fetch_xor, __atomic_fetch_xor)   \
    CHANGE(bits, type, fetch_nand, __atomic_fetch_nand) \
    EXCHANGE(bits, type, strong, false);                \
    EXCHANGE(bits, type, weak, true);
ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)
ATOMIC(128, uint128_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    if (!explored_here())
        return;
    if (acquires(order))
        clocks_join(ME->seen, ME->fence_acquired);
    if (releases(order)) {
        memcpy(ME->fence_released, ME->seen, sizeof ME->seen);
        ME->seen[explored_self]++;
    }
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
