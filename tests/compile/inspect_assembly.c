/*
 * inspect_assembly.c - does the compiler's output contain a submission's assembly?
 *
 * gcc marks each piece of assembly from the source with a line before and after it. It leaves out functions
 * that are never called, so headers may contain some.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "inspect.h"

/* A part of a line, without blanks around it. */
struct part {
    const char *text;
    size_t length;
};

static struct part trimmed(const char *begin, const char *end)
{
    while (begin < end && isspace((unsigned char)*begin))
        begin++;
    while (begin < end && isspace((unsigned char)end[-1]))
        end--;
    return (struct part){begin, (size_t)(end - begin)};
}

static bool is(struct part part, const char *text)
{
    return part.length == strlen(text) && memcmp(part.text, text, part.length) == 0;
}

static bool is_any(struct part part, const char *const texts[])
{
    for (; *texts; texts++)
        if (is(part, *texts))
            return true;
    return false;
}

/* The words for x86, and for ARM. */
static bool begins(struct part line)
{
    return is(line, "#APP") || is(line, "// Start of user assembly");
}

static bool ends(struct part line)
{
    return is(line, "#NO_APP") || is(line, "// End of user assembly");
}

/* Memory fences and pauses in a loop are harmless. */
static const char *inspect_instruction(struct part part)
{
    static const char *const harmless[] = {"",       "nop",    "pause",  "rep",     "rep nop", "yield",
                                           "mfence", "lfence", "sfence", "dmb ish", "dmb sy",  NULL};
    static const char *const calls[] = {"syscall", "sysenter", "svc", "int", NULL};
    struct part word = part;

    for (size_t i = 0; i < part.length; i++)
        if (isspace((unsigned char)part.text[i])) {
            word.length = i;
            break;
        }
    if (is_any(word, calls))
        return "a system call without the C library has no place in a lab";
    if (!is_any(part, harmless))
        return "assembly has no place in a lab, since no sanitizer sees what it does: <stdatomic.h> has what "
               "you need";
    return NULL;
}

/* The compiler's remarks are comments. A line may hold several instructions. */
static const char *inspect_line(struct part line)
{
    const char *end = line.text + line.length, *why = NULL;

    if (line.length > 1 && (memcmp(line.text, "# ", 2) == 0 || memcmp(line.text, "//", 2) == 0))
        return NULL;
    for (const char *at = line.text; !why && at <= end; at++) {
        const char *stop = memchr(at, ';', (size_t)(end - at));
        why = inspect_instruction(trimmed(at, stop ? stop : end));
        at = stop ? stop : end;
    }
    return why;
}

const char *inspect_assembly(const char *text, size_t size)
{
    const char *end = text + size, *why = NULL;
    bool of_source = false;

    while (!why && text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        struct part line = trimmed(text, stop ? stop : end);
        if (of_source && ends(line))
            of_source = false;
        else if (of_source)
            why = inspect_line(line);
        else
            of_source = begins(line);
        text = stop ? stop + 1 : end;
    }
    return why;
}
