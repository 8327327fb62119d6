/*
 * said.c - what the report writes of the made-up data, and what it says on standard error.
 */
#include "report_tests.h"

#include <string.h>
#include <unistd.h>

static char said[8192];

FILE *begin_said(void)
{
    said[0] = '\0'; /* nothing written leaves nothing */
    return fmemopen(said, sizeof said, "w");
}

const char *end_said(FILE *out)
{
    fclose(out);
    return said;
}

const char *written(void (*write)(FILE *out, const struct analysis *analysis))
{
    FILE *out = begin_said();

    write(out, &analysis);
    return end_said(out);
}

void contains(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "'%s' is not in '%s'", part, text);
}

const char *tabled(void (*write)(FILE *out, const struct analysis *analysis, const struct original *original))
{
    static struct original original;
    FILE *out = begin_said();

    ck_assert_int_eq(original_load(&original, "report/original.csv"), 0);
    write(out, &analysis, &original);
    return end_said(out);
}

size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

int take_errors(FILE **taken)
{
    int errors = dup(STDERR_FILENO);

    *taken = tmpfile();
    dup2(fileno(*taken), STDERR_FILENO);
    return errors;
}

void end_of_errors(int errors, FILE *taken, char text[], size_t size)
{
    dup2(errors, STDERR_FILENO);
    close(errors);
    rewind(taken);
    text[fread(text, 1, size - 1, taken)] = '\0';
    fclose(taken);
}
