#include "pages.h"

#include <stdio.h>

char *pages_status(unsigned status, const char *phrase)
{
    char *text = NULL;

    if (asprintf(&text,
                 "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>%u %s</title>"
                 "<h1>%u %s</h1></html>\n",
                 status, phrase, status, phrase) < 0)
        return NULL;
    return text;
}
