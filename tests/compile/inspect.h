/*
 * inspect.h - the gate between a submission and the linker: refuse what no right submission holds.
 *
 * A right submission has no code that runs outside the function that the lab asks for, takes no name from the
 * system or the kit, has no assembly, and does not speak to a sanitizer. Each stage of the compiler is looked
 * at before the next one reads it: the preprocessed text before it is compiled, the assembly before it is
 * assembled, the object before it is linked.
 *
 * Every function returns NULL, or why the submission is refused: one line, valid until the next call.
 */
#ifndef COMPILE_INSPECT_H
#define COMPILE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

/* What gcc -E has written: exactly what the compiler reads next. `text` ends with a zero byte at text[size].
 */
const char *inspect_text(const char *text, size_t size);

/* What gcc -S has written. */
const char *inspect_assembly(const char *text, size_t size);

struct object_rules {
    const char *lab;
    const char *flavour; /* "plain", "address" ...: what the compiler itself may call */
    const char *usable;  /* names that a lab may use, a line each; "!name": that it must not use */
    const char *taken;   /* names that a lab may not define, a line each */
};

/* What the assembler has written. */
const char *inspect_object(const void *bytes, size_t size, const struct object_rules *rules);

/* A refusal, in printf's form. */
const char *refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Is it a name by which a program speaks to a sanitizer? */
bool is_sanitizer_name(const char *name, size_t length);

#endif
