/*
 * elf_file.c - the sections and symbols of an ELF file. Every value of the file is checked before use.
 */
#include "elf_file.h"

#include <string.h>

#ifdef __BYTE_ORDER__
#define OWN_ORDER (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB)
#endif

/* Whether it lies inside and is aligned. */
static bool is_inside(const struct elf_file *file, size_t offset, size_t size)
{
    return offset <= file->size && size <= file->size - offset && offset % 8 == 0;
}

/* The text at an offset of a string table; NULL if it does not end inside the table. */
static const char *text_at(const char *table, size_t size, size_t offset)
{
    if (offset >= size || !memchr(table + offset, '\0', size - offset))
        return NULL;
    return table + offset;
}

bool elf_open(struct elf_file *file, const void *bytes, size_t size)
{
    const Elf64_Ehdr *header = bytes;

    *file = (struct elf_file){.bytes = bytes, .size = size, .header = header};
    if (size < sizeof *header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
        header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != OWN_ORDER ||
        header->e_shentsize != sizeof *file->sections || header->e_shnum == 0)
        return false;
    if (!is_inside(file, header->e_shoff, header->e_shnum * sizeof *file->sections))
        return false;
    file->sections = (const void *)(file->bytes + header->e_shoff);
    file->section_count = header->e_shnum;
    return header->e_shstrndx < file->section_count;
}

/* The bytes of a section; NULL if they lie outside the file. String tables need no alignment. */
static const void *bytes_of(const struct elf_file *file, const Elf64_Shdr *section)
{
    if (section->sh_type == SHT_NOBITS || section->sh_offset > file->size ||
        section->sh_size > file->size - section->sh_offset)
        return NULL;
    return file->bytes + section->sh_offset;
}

const char *elf_section_name(const struct elf_file *file, size_t section)
{
    const Elf64_Shdr *names = &file->sections[file->header->e_shstrndx];
    const char *table = bytes_of(file, names);

    return table ? text_at(table, names->sh_size, file->sections[section].sh_name) : NULL;
}

bool elf_symbols(const struct elf_file *file, unsigned type, struct elf_symbols *symbols)
{
    const Elf64_Shdr *found = NULL;

    for (size_t i = 0; i < file->section_count; i++)
        if (file->sections[i].sh_type == type) {
            if (found)
                return false;
            found = &file->sections[i];
        }
    if (!found || found->sh_entsize != sizeof *symbols->symbols || found->sh_link >= file->section_count ||
        !is_inside(file, found->sh_offset, found->sh_size))
        return false;
    const Elf64_Shdr *names = &file->sections[found->sh_link];
    symbols->symbols = (const void *)(file->bytes + found->sh_offset);
    symbols->count = found->sh_size / sizeof *symbols->symbols;
    symbols->names = bytes_of(file, names);
    symbols->names_size = names->sh_size;
    return symbols->names != NULL && names->sh_type == SHT_STRTAB;
}

const char *elf_symbol_name(const struct elf_symbols *symbols, size_t symbol)
{
    return text_at(symbols->names, symbols->names_size, symbols->symbols[symbol].st_name);
}
