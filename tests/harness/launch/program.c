/*
 * program.c - start a lab's program, listen to it, and end it.
 */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "isolation.h"
#include "sandbox.h"

/* labs/kit/README.md states these limits, and messages quote their numbers. */
#define MOST_FILE_BYTES        (256L << 20)
#define MOST_MEMORY            (8L << 30) /* bytes of addresses: enough for a thousand threads with stacks */
#define MOST_PROCESSOR_SECONDS 41   /* for one process; monitor.c limits many processes together earlier */
#define SPARE_PROCESSES        32   /* more than the limit, so that we see the excess before fork() fails */
#define OTHERS_PROCESSES       1024 /* processes that the same user may start elsewhere meanwhile */
#define NICE                   10 /* a program that starts processes without end must not starve the harness */

/*
 * Set outside, so that a submission cannot choose them. The slow unwinder sees through libcurl, which was
 * built without frame pointers, to the student's line; it is too slow for many processes. Reports come on a
 * socket, because a file could be deleted. The first report ends the program, so hiding the socket for a
 * while gains nothing.
 */
static void set_environment(const struct launch *launch)
{
    const char *symbols = launch->nameless ? ":symbolize=0" : "";
    char reports[16], options[128];

    snprintf(reports, sizeof reports, "%d", REPORT_FD);
    clearenv();
    setenv("PATH", "/usr/bin:/bin", 1);
    setenv("REPORTS", reports, 1);       /* tests/instrument/shared/reports.c */
    setenv("MALLOC_PERTURB_", "165", 1); /* malloc() must not return zeroed memory by chance */
    snprintf(options, sizeof options, "exitcode=0:hard_rss_limit_mb=2048%s%s",
             launch->crowded ? "" : ":fast_unwind_on_malloc=0", symbols);
    setenv("ASAN_OPTIONS", options, 1);
    setenv("UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1", 1);
    if (launch->crowded)
        setenv("CROWD", "1", 1); /* tests/instrument/address/child_lsan_exit.c */
    if (launch->together)
        setenv("TOGETHER", "1", 1);
}

const char *limit_met(int signal)
{
    switch (signal) {
    case SIGXFSZ:
        return "it tried to make a file, a memfd or named shared memory larger than 256 MiB "
               "(labs/kit/README.md has "
               "the limits)";
    case SIGXCPU:
        return "a process used the processor for more than 40 s (labs/kit/README.md has the limits)";
    case SIGSYS:
        return "it asked for memory in which code can be executed (labs/kit/README.md has the limits)";
    default:
        return NULL;
    }
}

static void limit(int resource, rlim_t most)
{
    struct rlimit limits;

    getrlimit(resource, &limits);
    if (limits.rlim_max == RLIM_INFINITY || limits.rlim_max > most)
        limits.rlim_max = most;
    limits.rlim_cur = limits.rlim_max;
    /* A program that reaches both limits at once gets SIGKILL, and SIGXCPU does not name the limit. */
    if (resource == RLIMIT_CPU && limits.rlim_cur > 1)
        limits.rlim_cur--;
    setrlimit(resource, &limits);
}

/* The kernel's limit is for all processes of a user, including other tests, an editor and a browser. It does
 * not apply to root. */
static rlim_t most_processes(const struct launch *launch)
{
    struct sysinfo information;

    if (launch->sandboxed && sandbox_is_counted_alone())
        return launch->most_threads + SPARE_PROCESSES;
    return launch->most_threads + OTHERS_PROCESSES + (sysinfo(&information) == 0 ? information.procs : 0);
}

static void set_limits(const struct launch *launch)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, MOST_FILE_BYTES);
    limit(RLIMIT_NOFILE, MOST_DESCRIPTORS);
    limit(RLIMIT_CPU, MOST_PROCESSOR_SECONDS);
    if (launch->bounded)
        limit(RLIMIT_AS, MOST_MEMORY);
    limit(RLIMIT_NPROC, most_processes(launch));
    setpriority(PRIO_PROCESS, 0, NICE);
}

/* Place the descriptors where the program expects them, and close all others. */
static void set_descriptors(int checkpoint, int output, int reports, int calls)
{
    int nothing = open("/dev/null", O_RDONLY);

    /* First move them away, because one may already be in another's place. */
    checkpoint = fcntl(checkpoint, F_DUPFD, CALLS_FD + 1);
    output = fcntl(output, F_DUPFD, CALLS_FD + 1);
    reports = fcntl(reports, F_DUPFD, CALLS_FD + 1);
    calls = calls < 0 ? -1 : fcntl(calls, F_DUPFD, CALLS_FD + 1);
    nothing = fcntl(nothing, F_DUPFD, CALLS_FD + 1);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    dup2(checkpoint, CHECKPOINT_FD);
    dup2(reports, REPORT_FD);
    if (calls >= 0)
        dup2(calls, CALLS_FD);
    close_range(CHECKPOINT_FD + 1, REPORT_FD - 1, 0);
    close_range(calls >= 0 ? CALLS_FD + 1 : CALLS_FD, ~0U, 0);
}

static void become_program(const struct launch *launch, int checkpoint, int output, int reports)
{
    const char *path = launch->program;
    char *const *arguments = launch->arguments;
    sigset_t none;

    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL); /* tests in the background start with it ignored */
    set_descriptors(checkpoint, output, reports, launch->calls);
    set_limits(launch);
    if (launch->sandboxed) {
        arguments = sandbox_command(launch);
        path = arguments[0];
        sandbox_drop_root(); /* last, so that the limits hold from the first process on */
    } else if (launch->isolated) {
        isolation_cover(path, launch->directory);
    }
    set_environment(launch);
    if (chdir(launch->directory) == 0)
        execvp(path, arguments);
    fprintf(stderr, "cannot run %s: %s\n", path, strerror(errno));
    _exit(HARNESS_FAILED);
}

/* ThreadSanitizer of gcc 12 dies if more than 28 address bits are random. Children inherit our setting. */
bool program_is_randomised(void)
{
    return personality(ADDR_NO_RANDOMIZE) == -1;
}

struct program program_start(const struct launch *launch)
{
    struct program program = {.pid = -1, .sandboxed = launch->sandboxed, .path = launch->program};
    int pair[2], ends[2], reports[2];

    /* Not pipes: the program could open their other ends in /proc and read our data. */
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, reports) != 0)
        harness_failure("no descriptors left: %s", strerror(errno));
    program_is_randomised();
    program.text = calloc(1, MOST_TEXT + 1);
    program.report = calloc(1, MOST_REPORT + 1);
    program.pid = program.text && program.report ? fork() : -1;
    if (program.pid == 0)
        become_program(launch, pair[1], ends[1], reports[1]);
    if (program.pid < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    close(pair[1]);
    close(ends[1]);
    close(reports[1]);
    program.checkpoint = pair[0];
    program.output = ends[0];
    program.reports = reports[0];
    fcntl(program.output, F_SETFL, O_NONBLOCK);
    fcntl(program.reports, F_SETFL, O_NONBLOCK);
    program.identity = (int)syscall(SYS_pidfd_open, program.pid, 0);
    if (program.identity < 0)
        harness_failure("pidfd_open: %s", strerror(errno));
    fcntl(program.identity, F_SETFD, FD_CLOEXEC);
    return program;
}

/* Read what has arrived from `*source`, while there is room, and close it at its end. */
static void drain(int *source, char *text, size_t *length, size_t most)
{
    char buffer[4096];
    ssize_t got;

    while (*source >= 0 && (got = read(*source, buffer, sizeof buffer)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return; /* nothing more has arrived */
        size_t room = most - *length;
        size_t kept = (size_t)got < room ? (size_t)got : room;
        for (size_t i = 0; i < kept; i++)
            if (buffer[i] == '\0') /* text after a zero byte would be invisible */
                buffer[i] = ' ';
        memcpy(text + *length, buffer, kept);
        *length += kept;
    }
    if (*source >= 0)
        close(*source);
    *source = -1;
}

void program_drain(struct program *program)
{
    drain(&program->output, program->text, &program->length, MOST_TEXT);
    drain(&program->reports, program->report, &program->report_length, MOST_REPORT);
}

static enum checkpoint end_of_lines(struct program *program)
{
    close(program->checkpoint);
    program->checkpoint = -1;
    return NO_LINE_EVER;
}

enum checkpoint program_checkpoint(struct program *program)
{
    if (program->line_length > 0 && program->line[program->line_length - 1] == '\0')
        program->line_length = 0;
    while (program->line_length < sizeof program->line) {
        char *next = &program->line[program->line_length];
        ssize_t got = recv(program->checkpoint, next, 1, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return NO_LINE_YET;
        if (got <= 0)
            return end_of_lines(program);
        program->line_length++;
        if (*next == '\n') {
            *next = '\0';
            return LINE;
        }
    }
    return end_of_lines(program); /* our lines are never this long */
}

void program_continue(struct program *program)
{
    /* If it has ended meanwhile, we see its end next. */
    ssize_t ignored = send(program->checkpoint, "\n", 1, MSG_NOSIGNAL);
    (void)ignored;
}

int program_reap(struct program *program, bool kill_it)
{
    int status = 0;

    if (kill_it)
        kill(-program->pid, SIGKILL);
    while (waitpid(program->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    program_drain(program);
    close(program->identity);
    if (program->checkpoint >= 0)
        close(program->checkpoint);
    /* bubblewrap reports a signal as a shell does. */
    if (program->sandboxed && WIFEXITED(status) && WEXITSTATUS(status) > 128)
        status = W_EXITCODE(0, WEXITSTATUS(status) - 128);
    return status;
}

void program_forget(struct program *program)
{
    free(program->text);
    free(program->report);
    program->text = program->report = NULL;
}
