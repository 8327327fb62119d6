/*
 * mappings.c - LeakSanitizer does not search memory that a program maps itself. In a child it would therefore
 * report memory of the parent that only a mapping leads to. So keep the contents of the mappings as they were
 * at the fork. Do not keep what the child itself stores there: that would hide its leaks.
 *
 * Linked into the build with AddressSanitizer, with --wrap for each __wrap_ function here.
 */
#include "mappings.h"

#include <fcntl.h>
#include <sanitizer/lsan_interface.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST_MAPPINGS 64
#define MOST_BYTES    (1UL << 20) /* limit for a mapping: a larger one would slow each child */
#define CHUNK         512         /* words */

struct mapping {
    atomic_uintptr_t begin; /* 0: free entry */
    atomic_size_t bytes;
};

void *__real_mmap(void *at, size_t bytes, int access, int flags, int file, off_t from);
void *__wrap_mmap(void *at, size_t bytes, int access, int flags, int file, off_t from);
int __real_munmap(void *at, size_t bytes);
int __wrap_munmap(void *at, size_t bytes);
void *__real_mremap(void *at, size_t bytes, size_t new_bytes, int flags, ...);
void *__wrap_mremap(void *at, size_t bytes, size_t new_bytes, int flags, ...);

static struct mapping mappings[MOST_MAPPINGS];
static atomic_size_t mapped;

static size_t whole_pages(size_t bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    return (bytes + page - 1) / page * page;
}

void *__wrap_mmap(void *at, size_t bytes, int access, int flags, int file, off_t from)
{
    void *memory = __real_mmap(at, bytes, access, flags, file, from);

    if (memory != MAP_FAILED && !(flags & MAP_FIXED)) /* MAP_FIXED replaces an existing mapping */
        atomic_fetch_add(&mapped, whole_pages(bytes));
    for (size_t i = 0; memory != MAP_FAILED && access & PROT_WRITE && i < MOST_MAPPINGS; i++) {
        uintptr_t none = 0;
        if (!atomic_compare_exchange_strong(&mappings[i].begin, &none, (uintptr_t)memory))
            continue;
        atomic_store(&mappings[i].bytes, bytes);
        break;
    }
    return memory;
}

int __wrap_munmap(void *at, size_t bytes)
{
    for (size_t i = 0; i < MOST_MAPPINGS; i++) {
        uintptr_t begin = (uintptr_t)at;
        atomic_compare_exchange_strong(&mappings[i].begin, &begin, 0);
    }
    int result = __real_munmap(at, bytes);
    if (result == 0)
        atomic_fetch_sub(&mapped, whole_pages(bytes));
    return result;
}

void *__wrap_mremap(void *at, size_t bytes, size_t new_bytes, int flags, ...)
{
    va_list given;

    va_start(given, flags);
    void *place = flags & MREMAP_FIXED ? va_arg(given, void *) : NULL;
    va_end(given);
    void *memory = __real_mremap(at, bytes, new_bytes, flags, place);
    if (memory != MAP_FAILED)
        atomic_fetch_add(&mapped, whole_pages(new_bytes) - whole_pages(bytes));
    return memory;
}

size_t mapped_bytes(void)
{
    return atomic_load(&mapped) + (uintptr_t)sbrk(0);
}

/* Copy the words that are not zero to `kept`, which has room for `room`. Reads /proc/self/mem, because parts
 * of a mapping may be unmapped. */
static size_t copy_words(int memory, const struct mapping *mapping, uintptr_t *kept, size_t room)
{
    uintptr_t words[CHUNK], begin = atomic_load(&mapping->begin);
    size_t bytes = atomic_load(&mapping->bytes), count = 0;

    for (size_t done = 0; begin && done < bytes && done < MOST_BYTES; done += sizeof words) {
        size_t wanted = bytes - done < sizeof words ? bytes - done : sizeof words;
        ssize_t got = pread(memory, words, wanted, (off_t)(begin + done));
        for (size_t i = 0; got > 0 && i < (size_t)got / sizeof words[0] && count < room; i++)
            if (words[i])
                kept[count++] = words[i];
    }
    return count;
}

void keep_mappings(void)
{
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);

    for (size_t i = 0; memory >= 0 && i < MOST_MAPPINGS; i++) {
        if (!atomic_load(&mappings[i].begin))
            continue;
        uintptr_t *kept =
            __real_mmap(NULL, MOST_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        size_t count =
            kept == MAP_FAILED ? 0 : copy_words(memory, &mappings[i], kept, MOST_BYTES / sizeof *kept);
        if (count > 0)
            __lsan_register_root_region(kept, count * sizeof *kept);
        else if (kept != MAP_FAILED)
            __real_munmap(kept, MOST_BYTES);
    }
    if (memory >= 0)
        close(memory);
}
