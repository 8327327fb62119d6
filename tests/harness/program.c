/*
 * program.c - a lab's program while it runs.
 */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_TEXT       (64 * 1024)
#define MOST_FILE_BYTES (256L << 20)
#define CHECKPOINT_FD   3

void harness_failure(const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "the harness could not run a test (no fault of the lab): ");
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    _exit(HARNESS_FAILED);
}

/*
 * Set from outside, so that a submission cannot choose them. The slow unwinder sees through libcurl, which
 * was built without frame pointers, to the student's line.
 */
static void set_sanitizers(const char *log)
{
    char options[512];

    snprintf(options, sizeof options, "log_path=%s:exitcode=0:fast_unwind_on_malloc=0", log);
    setenv("ASAN_OPTIONS", options, 1);
    snprintf(options, sizeof options, "log_path=%s:exitcode=0", log);
    setenv("TSAN_OPTIONS", options, 1);
    snprintf(options, sizeof options, "log_path=%s:print_stacktrace=1", log);
    setenv("UBSAN_OPTIONS", options, 1);
    /* A proxy of the user's must not come between a lab and its server. */
    setenv("no_proxy", "*", 1);
}

static void become_program(char *const arguments[], const char *directory, const char *log, int checkpoint,
                           int output)
{
    struct rlimit no_core = {0, 0}, file_size = {MOST_FILE_BYTES, MOST_FILE_BYTES};
    int nothing = open("/dev/null", O_RDONLY);
    sigset_t none;

    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setrlimit(RLIMIT_CORE, &no_core);
    setrlimit(RLIMIT_FSIZE, &file_size);
    /* ThreadSanitizer of gcc 12 dies where addresses are randomised over more than 28 bits. */
    personality(ADDR_NO_RANDOMIZE);
    set_sanitizers(log);

    /* Out of the way of 0 to 3 first, where they may already stand. */
    checkpoint = fcntl(checkpoint, F_DUPFD, 10);
    output = fcntl(output, F_DUPFD, 10);
    nothing = fcntl(nothing, F_DUPFD, 10);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    dup2(checkpoint, CHECKPOINT_FD);
    close_range(CHECKPOINT_FD + 1, ~0U, 0);
    if (chdir(directory) == 0)
        execv(arguments[0], arguments);
    fprintf(stderr, "cannot run %s: %s\n", arguments[0], strerror(errno));
    _exit(HARNESS_FAILED);
}

struct program program_start(char *const arguments[], const char *directory, const char *log)
{
    struct program program = {.pid = -1};
    int pair[2], ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 || pipe2(ends, O_CLOEXEC) != 0)
        harness_failure("no descriptors left: %s", strerror(errno));
    program.text = calloc(1, MOST_TEXT + 1);
    program.pid = program.text ? fork() : -1;
    if (program.pid == 0)
        become_program(arguments, directory, log, pair[1], ends[1]);
    if (program.pid < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    close(pair[1]);
    close(ends[1]);
    program.checkpoint = pair[0];
    program.output = ends[0];
    fcntl(program.output, F_SETFL, O_NONBLOCK);
    program.identity = (int)syscall(SYS_pidfd_open, program.pid, 0);
    if (program.identity < 0)
        harness_failure("pidfd_open: %s", strerror(errno));
    fcntl(program.identity, F_SETFD, FD_CLOEXEC);
    return program;
}

void program_drain(struct program *program)
{
    char buffer[4096];
    ssize_t got;

    while (program->output >= 0 && (got = read(program->output, buffer, sizeof buffer)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return; /* nothing more for now */
        size_t room = MOST_TEXT - program->length;
        size_t kept = (size_t)got < room ? (size_t)got : room;
        memcpy(program->text + program->length, buffer, kept);
        program->length += kept;
    }
    if (program->output >= 0)
        close(program->output);
    program->output = -1;
}

bool program_checkpoint(struct program *program, char *line, size_t size)
{
    size_t length = 0;

    while (length + 1 < size) {
        ssize_t got = read(program->checkpoint, line + length, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        if (line[length] == '\n') {
            line[length] = '\0';
            return true;
        }
        length++;
    }
    close(program->checkpoint);
    program->checkpoint = -1;
    return false;
}

void program_continue(struct program *program)
{
    /* Where it has gone meanwhile, its end is what we shall see next. */
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
    return status;
}
