/*
 * failure.c - what goes wrong in the harness, or on the machine.
 */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static int file = -1;
static pid_t teller; /* its children have a standard error that is listened to */

void failures_told_to(int given)
{
    file = given;
    teller = getpid();
}

void harness_failure(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (file >= 0 && getpid() == teller) {
        dprintf(file, NO_VERDICT_SAID);
        vdprintf(file, format, arguments);
    } else {
        vfprintf(stderr, format, arguments);
        fputc('\n', stderr);
    }
    va_end(arguments);
    _exit(HARNESS_FAILED);
}
