/*
 * inspect.h - the gate between a submission and the linker: refuse what no right submission contains.
 *
 * A right submission has no code that runs outside the lab's function, defines no name of the system or the
 * kit, contains no assembly, and calls no function of a sanitizer. The gate checks each stage's output before
 * the next stage reads it: the preprocessed text before it is compiled, the assembly before it is assembled,
 * the object before it is linked.
 *
 * Every function returns NULL, or why the submission is refused: one line, valid until the next call.
 */
#ifndef COMPILE_INSPECT_H
#define COMPILE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

/* Check the output of gcc -E: exactly what the compiler reads next. `text` ends with a zero byte at
 * text[size]. */
const char *inspect_text(const char *text, size_t size);

/* Check the output of gcc -S. */
const char *inspect_assembly(const char *text, size_t size);

struct object_rules {
    const char *lab;
    const char *flavour; /* "plain", "address" ...: determines what the compiler may call */
    const char *usable;  /* names that a lab may use, a line each; "!name": that it must not use */
    const char *taken;   /* names that a lab may not define, a line each */
};

/* Check the output of the assembler. */
const char *inspect_object(const void *bytes, size_t size, const struct object_rules *rules);

/* Format a refusal, like printf. */
const char *refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whether a program calls a sanitizer by this name. */
bool is_sanitizer_name(const char *name, size_t length);

#endif
