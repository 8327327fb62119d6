/*
 * inspect_object.c - check the sections and names in the assembler's output.
 *
 * Both are allowed by list. The linker and the loader run code from some sections where no test looks. A name
 * that belongs to another may replace a function of the system, or reach one that a lab must not call.
 */
#include <stdio.h>
#include <string.h>

#include "elf_file.h"
#include "inspect.h"
#include "names.h"

#ifndef SHT_X86_64_UNWIND
#define SHT_X86_64_UNWIND 0x70000001
#endif

/* The names that the compiler adds for a flavour's instrument. */
static const char *const address_calls[] = {"__asan_init",
                                            "__asan_version_mismatch_check_v",
                                            "__asan_handle_no_return",
                                            "__asan_register_",
                                            "__asan_unregister_",
                                            "__asan_report_",
                                            "__asan_load",
                                            "__asan_store",
                                            "__asan_exp_",
                                            "__asan_stack_malloc_",
                                            "__asan_stack_free_",
                                            "__asan_alloca_poison",
                                            "__asan_allocas_unpoison",
                                            "__asan_option_detect_stack_use_after_return",
                                            "__asan_set_shadow_",
                                            "__asan_poison_stack_memory",
                                            "__asan_unpoison_stack_memory",
                                            "__asan_before_dynamic_init",
                                            "__asan_after_dynamic_init",
                                            "__asan_shadow_memory_dynamic_address",
                                            "__asan_mem",
                                            "__ubsan_handle_",

                                            NULL};
static const char *const thread_calls[] = {"__tsan_init",
                                           "__tsan_func_entry",
                                           "__tsan_func_exit",
                                           "__tsan_read",
                                           "__tsan_write",
                                           "__tsan_unaligned_",
                                           "__tsan_volatile_",
                                           "__tsan_atomic",
                                           "__tsan_vptr_",
                                           "__tsan_mem",
                                           NULL};
static const char *const no_calls[] = {NULL};

static const char *const *calls_of(const char *flavour)
{
    if (strstr(flavour, "address"))
        return address_calls;
    return strstr(flavour, "explored") || strstr(flavour, "perturbed") ? thread_calls : no_calls;
}

static bool begins_with_any(const char *name, const char *const beginnings[])
{
    for (; *beginnings; beginnings++)
        if (strncmp(name, *beginnings, strlen(*beginnings)) == 0)
            return true;
    return false;
}

/* ".text", and ".text.unlikely", but not ".textual". */
static bool is_section(const char *name, const char *of)
{
    size_t length = strlen(of);

    return strncmp(name, of, length) == 0 && (name[length] == '\0' || name[length] == '.');
}

static bool is_any_section(const char *name, const char *const of[])
{
    for (; *of; of++)
        if (is_section(name, *of))
            return true;
    return false;
}

/* --- Sections --- */

static bool runs_outside_main(const char *name, unsigned type)
{
    static const char *const names[] = {".preinit_array", ".init_array", ".fini_array", ".ctors",
                                        ".dtors",         ".init",       ".fini",       NULL};

    return is_any_section(name, names) || type == SHT_INIT_ARRAY || type == SHT_FINI_ARRAY ||
           type == SHT_PREINIT_ARRAY;
}

/* A sanitizer has one start and one end function, with a priority that no other function has. */
static bool is_of_sanitizer(const char *name, const Elf64_Shdr *section, const struct object_rules *rules)
{
    return *calls_of(rules->flavour) &&
           (strcmp(name, ".init_array.00099") == 0 || strcmp(name, ".fini_array.00099") == 0) &&
           section->sh_size == sizeof(Elf64_Addr);
}

static bool is_known_type(unsigned type)
{
    static const unsigned types[] = {SHT_NULL, SHT_PROGBITS, SHT_NOBITS, SHT_SYMTAB,       SHT_STRTAB,
                                     SHT_RELA, SHT_NOTE,     SHT_GROUP,  SHT_X86_64_UNWIND};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i] == type)
            return true;
    return false;
}

static bool is_known(const char *name, const Elf64_Shdr *section)
{
    static const char *const code[] = {".text", NULL};
    static const char *const data[] = {".data",     ".rodata",           ".bss", ".tdata", ".tbss",
                                       ".eh_frame", ".gcc_except_table", NULL};
    static const char *const others[] = {".note.GNU-stack", ".note.gnu.property", ".comment", ".symtab",
                                         ".strtab",         ".shstrtab",          ".group",   NULL};
    const Elf64_Xword rights = section->sh_flags & (SHF_WRITE | SHF_EXECINSTR);

    if (!is_known_type(section->sh_type))
        return false;
    if (is_any_section(name, code))
        return rights == SHF_EXECINSTR && section->sh_type == SHT_PROGBITS;
    if (rights & SHF_EXECINSTR)
        return false;
    if (is_any_section(name, data))
        return true;
    for (size_t i = 0; others[i]; i++)
        if (strcmp(name, others[i]) == 0)
            return true;
    return strncmp(name, ".debug_", 7) == 0 && strcmp(name, ".debug_gdb_scripts") != 0;
}

static const char *inspect_section(const struct elf_file *file, size_t place,
                                   const struct object_rules *rules)
{
    const Elf64_Shdr *section = &file->sections[place];
    const char *name = elf_section_name(file, place);

    if (!name)
        return "its object has a section without a name";
    if (section->sh_type == SHT_NULL && !*name)
        return NULL;
    if (section->sh_type == SHT_RELA && strncmp(name, ".rela", 5) == 0)
        name += 5;
    bool is_relocation = section->sh_type == SHT_RELA;
    if (runs_outside_main(name, section->sh_type))
        return is_relocation || is_of_sanitizer(name, section, rules)
                   ? NULL
                   : "code that runs before or after main() (a constructor or destructor) has no place in a "
                     "lab";
    if (strcmp(name, ".note.GNU-stack") == 0 && (section->sh_flags & SHF_EXECINSTR))
        return "a nested function whose address is taken puts code on the stack, which has no place in a lab";
    if (is_relocation ? section->sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR)
                      : !is_known(name, section))
        return refuse("a section of its own (%s) has no place in a lab", name);
    return NULL;
}

/* --- Names --- */

/* The assembler marks every section called .text as code. */
static bool is_data_among_code(const struct elf_file *file, const Elf64_Sym *symbol)
{
    unsigned type = ELF64_ST_TYPE(symbol->st_info);

    return (type == STT_OBJECT || type == STT_TLS) && symbol->st_shndx < file->section_count &&
           (file->sections[symbol->st_shndx].sh_flags & SHF_EXECINSTR);
}

static const char *inspect_kind(const struct elf_file *file, const Elf64_Sym *symbol, const char *name)
{
    if (is_data_among_code(file, symbol))
        return refuse("%s is data in a section of code (%s), which has no place in a lab", name,
                      elf_section_name(file, symbol->st_shndx));
    if (ELF64_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC)
        return "code that runs before main() (an indirect function) has no place in a lab";
    if (ELF64_ST_BIND(symbol->st_info) > STB_WEAK || symbol->st_shndx == SHN_COMMON || strchr(name, '@'))
        return refuse("%s is a name of a kind that has no place in a lab", name);
    return NULL;
}

static const char *inspect_definition(const char *name, const struct object_rules *rules)
{
    if (strcmp(name, "main") == 0)
        return "main() is here, but the kit has it already (labs/kit): take this one out";
    if (is_sanitizer_name(name, strlen(name)))
        return "it speaks to a sanitizer, which is the examiner here";
    if (strncmp(name, "__", 2) == 0 && strncmp(name, "__odr_asan", 10) != 0)
        return refuse("%s is not yours to define", name);
    if (names_have(rules->taken, "", name))
        return refuse("%s() is also a function of the C library, of libcurl or of the kit: make yours static",
                      name);
    return NULL;
}

static const char *inspect_use(const char *name, const struct object_rules *rules)
{
    static const char *const of_the_linker[] = {"_GLOBAL_OFFSET_TABLE_", "__stack_chk_guard",
                                                "__tls_get_addr", NULL};

    if (begins_with_any(name, calls_of(rules->flavour)) || begins_with_any(name, of_the_linker))
        return NULL;
    if (is_sanitizer_name(name, strlen(name)))
        return "it speaks to a sanitizer, which is the examiner here";
    if (names_have(rules->usable, "", name))
        return NULL;
    if (names_have(rules->usable, "!", name) || is_out_of_place(name))
        return refuse("%s() has no place in a lab", name);
    return refuse("%s() is used here, but neither this file defines it nor the C library, libcurl or the kit",
                  name);
}

static const char *inspect_symbols(const struct elf_file *file, const struct object_rules *rules)
{
    const char *const dues[] = {strcmp(rules->lab, "cache") == 0 ? "cache" : "download_all",
                                strcmp(rules->lab, "cache") == 0 ? "cache_per_arguments" : NULL};
    bool is_there[2] = {false, dues[1] == NULL};
    struct elf_symbols symbols;
    const char *why = NULL;

    if (!elf_symbols(file, SHT_SYMTAB, &symbols))
        return "its object has no table of symbols that can be read";
    for (size_t i = 1; !why && i < symbols.count; i++) {
        const Elf64_Sym *symbol = &symbols.symbols[i];
        const char *name = elf_symbol_name(&symbols, i);
        if (!name)
            return "its object has a symbol without a name";
        why = inspect_kind(file, symbol, name);
        if (why || !*name || ELF64_ST_BIND(symbol->st_info) == STB_LOCAL)
            continue;
        if (symbol->st_shndx == SHN_UNDEF) {
            why = inspect_use(name, rules);
            continue;
        }
        for (size_t d = 0; d < 2; d++)
            if (dues[d] && strcmp(name, dues[d]) == 0)
                is_there[d] = true;
        why = inspect_definition(name, rules);
    }
    for (size_t d = 0; !why && d < 2; d++)
        if (!is_there[d])
            why = refuse(
                "%s() is not here; the kit calls it, by this name and not static (labs/kit has its contract)",
                dues[d]);
    return why;
}

/* --- Both --- */

const char *inspect_object(const void *bytes, size_t size, const struct object_rules *rules)
{
    static const char *const options[] = {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"};
    struct elf_file file;
    const char *why = NULL;

    if (!elf_open(&file, bytes, size) || file.header->e_type != ET_REL)
        return "its object cannot be read";
    for (size_t i = 0; !why && i < file.section_count; i++)
        why = inspect_section(&file, i, rules);
    if (!why)
        why = inspect_symbols(&file, rules);
    for (size_t i = 0; !why && i < sizeof options / sizeof options[0]; i++)
        if (memmem(bytes, size, options[i], strlen(options[i])))
            why = "it speaks to a sanitizer, which is the examiner here";
    if (!why && !*calls_of(rules->flavour) && is_sanitizer_name(bytes, size))
        why = "it speaks to a sanitizer, which is the examiner here";
    return why;
}
