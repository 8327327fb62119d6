#include "parse.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int refuse(struct refusal *refusal, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    vsnprintf(refusal->text, sizeof refusal->text, format, values);
    va_end(values);
    return -1;
}

int parse_number(const char *text, const char *what, uint64_t low, uint64_t high, uint64_t *number,
                 struct refusal *refusal)
{
    char *rest = NULL;
    uint64_t value = 0;

    errno = 0;
    if (isdigit((unsigned char)*text)) /* strtoull() also accepts blanks and signs */
        value = strtoull(text, &rest, 10);
    if (!rest || *rest != '\0' || errno != 0 || value < low || value > high)
        return refuse(refusal, "%s: expected a whole number from %ju to %ju, got \"%s\"", what,
                      (uintmax_t)low, (uintmax_t)high, text);
    *number = value;
    return 0;
}

int parse_range(char *text, const char *what, uint64_t low, uint64_t high, uint64_t *first, uint64_t *last,
                struct refusal *refusal)
{
    char *second = strchr(text, '-');

    if (second)
        *second++ = '\0';
    if (parse_number(text, what, low, high, first, refusal) != 0 ||
        parse_number(second ? second : text, what, low, high, last, refusal) != 0)
        return -1;
    if (*first > *last)
        return refuse(refusal, "%s: expected the smaller number first, got \"%s-%s\"", what, text, second);
    return 0;
}

int parse_decimal(const char *text, const char *what, double high, double *number, struct refusal *refusal)
{
    char *rest = NULL;
    double value = 0;

    if (strspn(text, "0123456789.") == strlen(text)) /* strtod() also accepts hexadecimal numbers and nan */
        value = strtod(text, &rest);
    if (!rest || rest == text || *rest != '\0' || value > high)
        return refuse(refusal, "%s: expected a number from 0 to %.0f, got \"%s\"", what, high, text);
    *number = value;
    return 0;
}
