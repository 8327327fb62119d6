/*
 * reports.c - where an instrument's reports go: to a descriptor of the harness (REPORTS names it), so that no
 * word that the program prints counts as a report, and no report is lost with its standard error.
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

/* Present in builds with a sanitizer. */
void __sanitizer_set_report_fd(void *descriptor) __attribute__((weak));

static int file = STDERR_FILENO;
static int spare = -1;             /* another descriptor of the same */
static set_descriptor *setters[3]; /* each sanitizer's library has its own */

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

/* UndefinedBehaviorSanitizer's is linked statically and comes first, or is a library behind
 * AddressSanitizer's. */
static void find_setters(void)
{
    void *library = dlopen("libubsan.so.1", RTLD_LAZY | RTLD_NOLOAD);

    setters[0] = __sanitizer_set_report_fd;
    *(void **)&setters[1] = dlsym(RTLD_NEXT, "__sanitizer_set_report_fd");
    if (library)
        *(void **)&setters[2] = dlsym(library, "__sanitizer_set_report_fd");
}

/*
 * UndefinedBehaviorSanitizer calls this before it prints. At its first report it has just begun, and has
 * closed the descriptor that it had been told of before, in favour of standard error.
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

/* First, since other instruments report. A sanitizer closes the descriptor of its parent unless it is told
 * again. */
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
