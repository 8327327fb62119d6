/*
 * lsan_skip_asan_data.c - hide AddressSanitizer's own variables from LeakSanitizer: six megabytes, which take
 * longer to look through than all others together, in each child again. No pointer of the program's is there,
 * but words that look like one, and would hide what is lost.
 *
 * Linked into the build with AddressSanitizer, whose library finds dl_iterate_phdr() here, and not in the C
 * library.
 */
#include <dlfcn.h>
#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More parts than any library consists of. */
#define MOST_PARTS 32

/* It is called before AddressSanitizer can watch anything. */
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

/* Linked statically, it is of one piece with the program, whose variables count. */
UNWATCHED static bool is_runtime(const struct dl_phdr_info *module)
{
    return holds(module, (uintptr_t)__lsan_disable) && !holds(module, (uintptr_t)dl_iterate_phdr);
}

/* Shown as if nothing in it could be written to, and so as if it had no variables. */
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
