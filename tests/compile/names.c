/*
 * names.c - the names that libraries and the kit define.
 *
 * A lab may use every public function of the libraries that it is linked with, except three kinds: functions
 * that find other functions by name, functions that start another program, and functions of the kit for the
 * tests. A name that begins with an underscore is public if a header of the system uses it.
 */
#include "names.h"

#include <ar.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_file.h"
#include "read.h"

static bool is_among(const char *name, const char *const names[])
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool begins_with_any(const char *name, const char *const beginnings[])
{
    for (; *beginnings; beginnings++)
        if (strncmp(name, *beginnings, strlen(*beginnings)) == 0)
            return true;
    return false;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), wanted = strlen(ending);

    return length >= wanted && strcmp(name + length - wanted, ending) == 0;
}

/* Names that headers and the compiler substitute for functions in the source. */
static bool is_of_headers(const char *name)
{
    static const char *const names[] = {"_exit",
                                        "_Exit",
                                        "_setjmp",
                                        "_tolower",
                                        "_toupper",
                                        "_longjmp",
                                        "__sigsetjmp",
                                        "__errno_location",
                                        "__h_errno_location",
                                        "__assert",
                                        "__assert_fail",
                                        "__assert_perror_fail",
                                        "__ctype_b_loc",
                                        "__ctype_tolower_loc",
                                        "__ctype_toupper_loc",
                                        "__ctype_get_mb_cur_max",
                                        "__stack_chk_fail",
                                        "__stack_chk_guard",
                                        "__fdelt_warn",
                                        "__libc_current_sigrtmin",
                                        "__libc_current_sigrtmax",
                                        "__libc_single_threaded",
                                        "__cmsg_nxthdr",
                                        "__xpg_basename",
                                        "__xpg_strerror_r",
                                        "__xpg_sigpause",
                                        "__overflow",
                                        "__uflow",
                                        "__getdelim",
                                        "__getpagesize",
                                        "__environ",
                                        "__progname",
                                        "__progname_full",
                                        "__tls_get_addr",
                                        "_IO_getc",
                                        "_IO_putc",
                                        "__signgam",
                                        "__daylight",
                                        "__timezone",
                                        "__tzname",
                                        "__strdup",
                                        "__mempcpy",
                                        "__stpcpy",
                                        "__rawmemchr",
                                        "__open_2",
                                        "__open64_2",
                                        "__openat_2",
                                        "__openat64_2",
                                        "__mq_open_2",
                                        "__fpending",
                                        "__fpurge",
                                        "__fsetlocking",
                                        "__fbufsize",
                                        "__flbf",
                                        "__freading",
                                        "__fwriting",
                                        "__freadable",
                                        "__fwritable",
                                        "_flushlbf",
                                        NULL};
    static const char *const beginnings[] = {"__isoc",
                                             "__sched_cpu",
                                             "__fpclassify",
                                             "__signbit",
                                             "__isnan",
                                             "__isinf",
                                             "__finite",
                                             "__issignaling",
                                             "__iseqsig",
                                             "__pthread_register_cancel",
                                             "__pthread_unregister_cancel",
                                             "__pthread_unwind_next",
                                             "__pthread_cleanup_",
                                             "__atomic_",
                                             "__sync_",
                                             "__cpu_",
                                             "__emutls_",
                                             "__aarch64_",
                                             NULL};

    return is_among(name, names) || begins_with_any(name, beginnings) || ends_with(name, "_chk") ||
           ends_with(name, "_finite");
}

/* Arithmetic functions of libgcc: __udivti3, __popcountdi2, __floattidf, __mulsc3 ... */
static bool is_arithmetic(const char *name)
{
    size_t length = strlen(name);

    return strncmp(name, "__", 2) == 0 && length > 4 && strchr("23f", name[length - 1]) &&
           !strpbrk(name + 2, "_.$") &&
           (strstr(name, "di") || strstr(name, "ti") || strstr(name, "si") || strstr(name, "tf") ||
            strstr(name, "xf") || strstr(name, "df") || strstr(name, "sf") || strstr(name, "hf") ||
            strstr(name, "tc") || strstr(name, "xc") || strstr(name, "dc") || strstr(name, "sc"));
}

bool is_out_of_place(const char *name)
{
    static const char *const names[] = {"main",
                                        "dlsym",
                                        "dlvsym",
                                        "dlopen",
                                        "dlmopen",
                                        "dladdr",
                                        "dladdr1",
                                        "dlinfo",
                                        "dlclose",
                                        "dl_iterate_phdr",
                                        "atexit",
                                        "on_exit",
                                        "at_quick_exit",
                                        "__cxa_atexit",
                                        "system",
                                        "popen",
                                        "wordexp",
                                        "fexecve",
                                        "ptrace",
                                        "process_vm_readv",
                                        "process_vm_writev",
                                        "seccomp",
                                        "checkpoint",
                                        "check_for_leaks",
                                        NULL};
    static const char *const beginnings[] = {"execl", "execv", "posix_spawn", NULL};

    if (*name == '_')
        return !is_of_headers(name) && !is_arithmetic(name);
    /* posix_spawn_file_actions_init() and their like start nothing. */
    return is_among(name, names) ||
           (begins_with_any(name, beginnings) && strncmp(name, "posix_spawn_", 12) != 0 &&
            strncmp(name, "posix_spawnattr", 15) != 0);
}

/* The names that the kit's headers offer to a lab. The others are for the kit's files and the tests. */
static bool is_given(const char *name)
{
    static const char *const names[] = {
        "fetch_image",     "transfer_begin", "transfer_end", "transfer_abandon",
        "interrupt_watch", "interrupted",    "tell_counter", NULL};

    return is_among(name, names);
}

/* Print every name that one file's symbols define for others. */
static int print_symbols(const struct elf_file *file, bool usable, bool is_kit)
{
    struct elf_symbols symbols;

    if (!elf_symbols(file, file->header->e_type == ET_DYN ? SHT_DYNSYM : SHT_SYMTAB, &symbols))
        return -1;
    for (size_t i = 0; i < symbols.count; i++) {
        const Elf64_Sym *symbol = &symbols.symbols[i];
        const char *name = elf_symbol_name(&symbols, i);
        unsigned visibility = ELF64_ST_VISIBILITY(symbol->st_other);
        if (ELF64_ST_BIND(symbol->st_info) == STB_LOCAL || symbol->st_shndx == SHN_UNDEF || !name || !*name)
            continue;
        if (!usable || visibility == STV_DEFAULT || visibility == STV_HIDDEN)
            printf("%s%s\n", usable && (is_kit ? !is_given(name) : is_out_of_place(name)) ? "!" : "", name);
    }
    return 0;
}

/* Copy a member of an archive, so that its tables are aligned. A member that is not an object is the
 * archive's index. An object may define no symbol. */
static int print_member(const char *bytes, size_t size, bool usable)
{
    void *copy = malloc(size + 1);
    struct elf_file file;
    int result = -1;

    if (copy) {
        memcpy(copy, bytes, size);
        if (elf_open(&file, copy, size))
            print_symbols(&file, usable, false);
        result = 0;
    }
    free(copy);
    return result;
}

static int print_archive(const char *bytes, size_t size, bool usable)
{
    for (size_t at = SARMAG; at + sizeof(struct ar_hdr) <= size;) {
        const struct ar_hdr *header = (const void *)(bytes + at);
        size_t length = strtoul(header->ar_size, NULL, 10);
        at += sizeof *header;
        if (length > size - at || print_member(bytes + at, length, usable) != 0)
            return -1;
        at += length + (length & 1);
    }
    return 0;
}

int names_print(const char *path, bool usable)
{
    size_t size;
    char *bytes = file_read(path, &size);
    struct elf_file file;
    int result = -1;

    if (bytes && size > SARMAG && memcmp(bytes, ARMAG, SARMAG) == 0)
        result = print_archive(bytes, size, usable);
    else if (bytes && elf_open(&file, bytes, size))
        result = print_symbols(&file, usable, strncmp(path, "build/kit/", 10) == 0);
    if (result != 0)
        fprintf(stderr, "%s: cannot read its symbols\n", path);
    free(bytes);
    return result;
}

bool names_have(const char *lines, const char *mark, const char *name)
{
    char line[512];
    int length = snprintf(line, sizeof line, "\n%s%s\n", mark, name);

    if (length < 0 || (size_t)length >= sizeof line)
        return false;
    return strncmp(lines, line + 1, (size_t)length - 1) == 0 || strstr(lines, line) != NULL;
}
