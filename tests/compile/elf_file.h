/*
 * elf_file.h - the sections and symbols of an ELF file that may be broken on purpose.
 */
#ifndef COMPILE_ELF_FILE_H
#define COMPILE_ELF_FILE_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>

struct elf_file {
    const unsigned char *bytes;
    size_t size;
    const Elf64_Ehdr *header;
    const Elf64_Shdr *sections;
    size_t section_count;
};

/* Read the tables of a 64-bit file of this machine's byte order. Returns false if it is not one, or if a
 * table lies outside of it. `bytes` must be aligned for any type. */
bool elf_open(struct elf_file *file, const void *bytes, size_t size);

/* A section's name; NULL if it has no valid one. */
const char *elf_section_name(const struct elf_file *file, size_t section);

struct elf_symbols {
    const Elf64_Sym *symbols;
    size_t count;
    const char *names;
    size_t names_size;
};

/* The only symbol table of a type (SHT_SYMTAB, SHT_DYNSYM). Returns false if the file has none, or several,
 * or a broken one. */
bool elf_symbols(const struct elf_file *file, unsigned type, struct elf_symbols *symbols);

/* A symbol's name; NULL if it has no valid one. */
const char *elf_symbol_name(const struct elf_symbols *symbols, size_t symbol);

#endif
