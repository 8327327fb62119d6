/*
 * lsan_skip_asan_data.c - hide AddressSanitizer's variables from LeakSanitizer. These six megabytes take
 * longer to search than all other memory, in each child again. They hold no pointers of the program, but
 * words that look like pointers and would hide leaks.
 *
 * Linked into the build with AddressSanitizer, whose library calls this dl_iterate_phdr() instead of the C
 * library's.
 */
#include <dlfcn.h>
#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More parts than any library has. */
#define MOST_PARTS 32

/* Called before AddressSanitizer is ready. */
#define UNWATCHED __attribute__((no_sanitize("address", "undefined")))

typedef int visit(struct dl_phdr_info *module, size_t size, void *data);

struct visitor {
    visit *visit;
    void *data;
};

UNWATCHED static bool holds(const struct dl_phdr_info *module, uintptr_t address)
{
    for (size_t i = 0; i < module->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &module->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && address - (module->dlpi_addr + part->p_vaddr) < part->p_memsz)
            return true;
    }
    return false;
}

/* If linked statically, it is part of the program, whose variables must be searched. */
UNWATCHED static bool is_runtime(const struct dl_phdr_info *module)
{
    return holds(module, (uintptr_t)__lsan_disable) && !holds(module, (uintptr_t)dl_iterate_phdr);
}

/* Report it without writable parts, that is, without variables. */
UNWATCHED static int visit_runtime(const struct dl_phdr_info *module, size_t size,
                                   const struct visitor *visitor)
{
    struct dl_phdr_info shown = *module;
    ElfW(Phdr) parts[MOST_PARTS];

    if (module->dlpi_phnum > MOST_PARTS)
        return 0;
    for (size_t i = 0; i < module->dlpi_phnum; i++) {
        parts[i] = module->dlpi_phdr[i];
        parts[i].p_flags &= ~(ElfW(Word))PF_W;
    }
    shown.dlpi_phdr = parts;
    return visitor->visit(&shown, size, visitor->data);
}

UNWATCHED static int visit_module(struct dl_phdr_info *module, size_t size, void *data)
{
    const struct visitor *visitor = data;

    if (is_runtime(module))
        return visit_runtime(module, size, visitor);
    return visitor->visit(module, size, visitor->data);
}

UNWATCHED int dl_iterate_phdr(visit *each, void *data)
{
    static int (*real)(visit *, void *);
    struct visitor visitor = {each, data};

    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "dl_iterate_phdr");
    return real(visit_module, &visitor);
}
