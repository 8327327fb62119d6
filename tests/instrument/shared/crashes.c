/*
 * crashes.c - a process that crashes reports where: the places in its own code that led there, the innermost
 * first. A child also reports by which signal it ends: its parent alone learns that, and may not look.
 *
 * The harness itself sees how the program's first process ends.
 */
#include <elf.h>
#include <link.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <unwind.h>

#include "reports.h"

#define ROOM_FOR_HANDLER 65536
#define MAX_PLACES       16  /* of the program's own code */
#define MAX_FRAMES       100 /* that are looked at */

/* Of the linker: where the program's file, and its code, begin and end in memory. */
extern const char __executable_start[], etext[];

struct places {
    uintptr_t code[MAX_PLACES]; /* addresses as the program's file has them */
    size_t count, frames;
};

static pid_t first;

static _Unwind_Reason_Code note_frame(struct _Unwind_Context *context, void *argument)
{
    struct places *places = argument;
    int is_exact = 0;
    uintptr_t code = _Unwind_GetIPInfo(context, &is_exact);
    uintptr_t start = (uintptr_t)__executable_start;

    if (code >= start && code < (uintptr_t)etext) {
        uintptr_t base = ((const ElfW(Ehdr) *)__executable_start)->e_type == ET_DYN ? start : 0;
        places->code[places->count++] = code - base - !is_exact; /* of the call, not of the line after it */
    }
    return ++places->frames < MAX_FRAMES && places->count < MAX_PLACES ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static void report_places(void)
{
    struct places places = {.count = 0};

    _Unwind_Backtrace(note_frame, &places);
    dprintf(reports_file(), "NOTE: crashed at");
    for (size_t i = 0; i < places.count; i++)
        dprintf(reports_file(), " %lx", (unsigned long)places.code[i]);
    dprintf(reports_file(), "\n");
}

static void tell_of_crash(int signal)
{
    if (getpid() != first)
        dprintf(reports_file(), "ERROR: a child has crashed: signal %d\n", signal);
    report_places();
    /* Restore the default action: the signal comes again as soon as we return, because it is blocked until
     * then. */
    raise(signal);
}

__attribute__((constructor)) static void catch_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXFSZ, SIGXCPU, SIGSYS};
    static char room[ROOM_FOR_HANDLER]; /* a stack for the handler, in case endless recursion has used up the
                                           normal one */
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction tell = {.sa_handler = tell_of_crash, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK)};

    first = getpid();
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &tell, NULL);
}
