/*
 * reports.c - send an instrument's reports to a descriptor of the harness (named by REPORTS). So no output of
 * the program counts as a report, and no report is lost with the program's standard error.
 */
#include "reports.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

typedef void set_descriptor(void *descriptor);

/* Defined in builds with a sanitizer. */
void __sanitizer_set_report_fd(void *descriptor) __attribute__((weak));

static int file = STDERR_FILENO;
static int spare = -1;             /* a duplicate of that descriptor */
static set_descriptor *setters[3]; /* one for each sanitizer's library */

int reports_file(void)
{
    return file;
}

void reports_redirect(void)
{
    if (file == STDERR_FILENO)
        return;
    for (size_t i = 0; i < sizeof setters / sizeof setters[0]; i++)
        if (setters[i])
            setters[i]((void *)(intptr_t)file);
}

/* UndefinedBehaviorSanitizer is found first if linked statically, or after AddressSanitizer's library. */
static void find_setters(void)
{
    void *library = dlopen("libubsan.so.1", RTLD_LAZY | RTLD_NOLOAD);

    setters[0] = __sanitizer_set_report_fd;
    *(void **)&setters[1] = dlsym(RTLD_NEXT, "__sanitizer_set_report_fd");
    if (library)
        *(void **)&setters[2] = dlsym(library, "__sanitizer_set_report_fd");
}

/*
 * UndefinedBehaviorSanitizer calls this before it prints. Before its first report, it replaces our descriptor
 * by standard error.
 */
void __ubsan_on_report(void);
void __ubsan_on_report(void)
{
    if (file == STDERR_FILENO)
        return;
    if (fcntl(file, F_GETFD) < 0)
        dup2(spare, file);
    reports_redirect();
}

/* Run before other instruments report. A sanitizer closes the old descriptor unless it is set again. */
__attribute__((constructor(101))) static void find_file(void)
{
    const char *given = getenv("REPORTS");

    if (!given)
        return;
    file = atoi(given);
    spare = fcntl(file, F_DUPFD_CLOEXEC, file);
    find_setters();
    reports_redirect();
    pthread_atfork(NULL, NULL, reports_redirect);
}
