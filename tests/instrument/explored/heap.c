/*
 * heap.c - memory of the submission. Addresses are equal in every run and are never reused, so the runtime
 * detects any use after free().
 */
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "explored.h"
#include "wrapped.h"

#define ARENA       ((size_t)8 << 20)
#define STACK       ((size_t)8 << 20)
#define UNWRITTEN   0xa5
#define MOST_FILLED 4096

struct header {
    size_t size;
    size_t freed;
};

static char *arenas, *stacks;
extern char __executable_start;

static void *reserve(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (memory == MAP_FAILED)
        abort();
    madvise(memory, size, MADV_NOHUGEPAGE);
    return memory;
}

void heap_begin(void)
{
    arenas = reserve(MAX_THREADS * ARENA);
    stacks = reserve(MAX_THREADS * STACK);
}

void heap_thread_begins(struct thread *thread, int number)
{
    thread->heap = (uintptr_t)arenas + (size_t)number * ARENA;
}

void *heap_stack(int number, size_t *size)
{
    *size = STACK;
    return stacks + (size_t)number * STACK;
}

/* The letter of the area ("s" stack, "h" heap, "p" program) and the offset from its begin. */
void heap_name_address(const void *address, char name[32])
{
    uintptr_t stack = (uintptr_t)address - (uintptr_t)stacks, heap = (uintptr_t)address - (uintptr_t)arenas;

    if (stack < MAX_THREADS * STACK)
        snprintf(name, 32, "s%lx", (unsigned long)stack);
    else if (heap < MAX_THREADS * ARENA)
        snprintf(name, 32, "h%lx", (unsigned long)heap);
    else
        snprintf(name, 32, "p%lx", (unsigned long)((uintptr_t)address - (uintptr_t)&__executable_start));
}

const void *heap_find_address(const char *name, char **end)
{
    const char *base = *name == 's' ? stacks : *name == 'h' ? arenas : &__executable_start;

    return base + strtoul(name + (*name != '\0'), end, 16);
}

static bool is_ours(const void *pointer)
{
    return arenas && (const char *)pointer >= arenas && (const char *)pointer < arenas + MAX_THREADS * ARENA;
}

static struct header *header_of(void *pointer)
{
    return (struct header *)pointer - 1;
}

/* Once its arena is used up, a thread is given what free() has taken back. */
static void *give_elsewhere(size_t size, size_t alignment)
{
    void *memory = NULL;

    if (posix_memalign(&memory, alignment, size) != 0) {
        errno = ENOMEM;
        return NULL;
    }
    memory_forget((uintptr_t)memory, size);
    return memset(memory, 0, size);
}

static void *give(size_t size, size_t alignment)
{
    uintptr_t base = (uintptr_t)arenas + (size_t)explored_self * ARENA;
    uintptr_t start = (ME->heap + sizeof(struct header) + alignment - 1) & ~(alignment - 1);

    if (size > ARENA || start + size > base + ARENA)
        return give_elsewhere(size, alignment);
    ME->heap = (start + size + 15) & ~(uintptr_t)15;
    *header_of((void *)start) = (struct header){size, 0};
    return (void *)start;
}

WRAPPED(void *, malloc, (size_t size))
{
    if (!explored_here())
        return __real_malloc(size);
    void *memory = give(size, 16);
    if (memory)
        memset(memory, UNWRITTEN, size < MOST_FILLED ? size : MOST_FILLED);
    return memory;
}

WRAPPED(void *, calloc, (size_t count, size_t size))
{
    size_t all;

    if (!explored_here())
        return __real_calloc(count, size);
    return __builtin_mul_overflow(count, size, &all) ? NULL : give(all, 16);
}

WRAPPED(void *, aligned_alloc, (size_t alignment, size_t size))
{
    return explored_here() ? give(size, alignment < 16 ? 16 : alignment)
                           : __real_aligned_alloc(alignment, size);
}

WRAPPED(int, posix_memalign, (void **found, size_t alignment, size_t size))
{
    if (!explored_here())
        return __real_posix_memalign(found, alignment, size);
    *found = give(size, alignment < 16 ? 16 : alignment);
    return *found ? 0 : ENOMEM;
}

static void take_back(void *pointer, const void *place)
{
    struct header *header = header_of(pointer);

    memory_access(pointer, header->size, WRITING, place);
    if (header->freed)
        wrong(MISUSE, place, "memory is freed twice");
    header->freed = 1;
    memory_freed((uintptr_t)pointer, header->size);
}

WRAPPED(void, free, (void *pointer))
{
    if (!is_ours(pointer)) {
        memory_forget((uintptr_t)pointer, malloc_usable_size(pointer));
        __real_free(pointer);
    } else if (explored_here())
        take_back(pointer, PLACE);
}

WRAPPED(void *, realloc, (void *pointer, size_t size))
{
    if (!explored_here() || (pointer && !is_ours(pointer)))
        return __real_realloc(pointer, size);
    void *memory = give(size, 16);
    if (!memory || !pointer)
        return memory;
    size_t old = header_of(pointer)->size;
    memcpy(memory, pointer, old < size ? old : size);
    take_back(pointer, PLACE);
    return memory;
}

WRAPPED(void *, reallocarray, (void *pointer, size_t count, size_t size))
{
    size_t all;

    if (__builtin_mul_overflow(count, size, &all))
        return NULL;
    return __wrap_realloc(pointer, all);
}

/* The kernel gives an address again that another thread has given back. */
WRAPPED(void *, mmap, (void *address, size_t size, int protection, int flags, int file, off_t at))
{
    void *memory = __real_mmap(address, size, protection, flags, file, at);

    if (memory != MAP_FAILED)
        memory_forget((uintptr_t)memory, size);
    return memory;
}
