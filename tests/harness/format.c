/*
 * format.c - how a grade is told: what the formats share.
 */
#include "format.h"

#include <stdio.h>
#include <string.h>

const struct format *format_find(const char *name)
{
    static const struct format *const formats[] = {&text_format, &tap_format, &junit_format, &json_format,
                                                   &autolab_format};

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

const char *test_name(const struct graded_test *test)
{
    return (*test->test)->name;
}

unsigned points_of(const struct result *result)
{
    return result->verdict == PASSED ? result->test->points : 0;
}

void print_indented(const char *indent, const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n");
        printf("%s%.*s\n", indent, (int)length, message);
        message += length + (message[length] == '\n');
    }
}
