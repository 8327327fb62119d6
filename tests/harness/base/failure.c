/*
 * failure.c - report harness errors.
 */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static void (*tell)(const char *message);
static pid_t teller; /* its children have a standard error that the suite reads */

void failures_told_by(void (*given)(const char *message))
{
    tell = given;
    teller = getpid();
}

void harness_failure(const char *format, ...)
{
    char *message;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0)
        message = "no memory";
    va_end(arguments);
    if (tell && getpid() == teller)
        tell(message);
    else
        fprintf(stderr, "%s\n", message);
    _exit(HARNESS_FAILED);
}
