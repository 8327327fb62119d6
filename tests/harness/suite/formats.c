/*
 * formats.c - the list of formats.
 */
#include "formats.h"

#include <string.h>

const struct format *format_find(const char *name)
{
    static const struct format *const formats[] = {&text_format, &tap_format,     &junit_format,
                                                   &json_format, &autolab_format, &prairielearn_format};

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}
