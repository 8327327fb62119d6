/*
 * program.c - one run of a program, in a separate process group.
 */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"

#define CANNOT_EXECUTE 127
#define GRACE_SECONDS  3 /* for a program to clean up after SIGTERM */

/* The end of a program's output. */
struct output {
    char text[PROGRAM_OUTPUT];
    size_t length;
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time)
{
    return time.tv_sec + time.tv_usec / 1e6;
}

static _Noreturn void become(const char *const arguments[], int output)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* in case the report is killed */
    restore_interrupts();
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp(arguments[0], (char *const *)arguments);
    _exit(CANNOT_EXECUTE);
}

/* Read the available output; of a long text, drop the older half. False at the end. */
static bool read_some(int from, struct output *output)
{
    size_t capacity = sizeof output->text - 1;

    if (output->length == capacity) {
        output->length = capacity / 2;
        memmove(output->text, output->text + capacity - output->length, output->length);
    }
    ssize_t length = read(from, output->text + output->length, capacity - output->length);
    if (length > 0)
        output->length += length;
    output->text[output->length] = '\0';
    return length > 0 || (length == -1 && errno == EINTR);
}

/* True once the output has ended, false after the deadline or an interrupt. */
static bool read_until_end(int from, struct output *output, double end)
{
    while (!interrupted) {
        double left = end - now();
        struct pollfd ready = {.fd = from, .events = POLLIN};
        /* At most a second, so that an interrupt just before poll() is only noticed late. */
        if (left <= 0)
            return false;
        if (poll(&ready, 1, (int)(fmin(left, 1) * 1000) + 1) > 0 && !read_some(from, output))
            return true;
    }
    return false;
}

/* True once the process has ended. A program may close its output and keep running. */
static bool wait_until_end(pid_t pid, int *status, struct rusage *usage, double end, bool heed_interrupt)
{
    do {
        if (wait4(pid, status, WNOHANG, usage) == pid)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
    } while (now() < end && !(heed_interrupt && interrupted));
    return false;
}

/* Ask with SIGTERM first: a suite then ends its programs, which are outside its process group. */
static void end_by_force(pid_t pid, int *status, struct rusage *usage)
{
    kill(-pid, SIGTERM);
    if (wait_until_end(pid, status, usage, now() + GRACE_SECONDS, false))
        return;
    kill(-pid, SIGKILL);
    while (wait4(pid, status, 0, usage) == -1 && errno == EINTR)
        continue;
}

static void judge(struct program_run *run, int status, const char *path)
{
    if (WIFEXITED(status))
        run->status = WEXITSTATUS(status);
    if (WIFSIGNALED(status))
        snprintf(run->outcome, sizeof run->outcome, "%s", strsignal(WTERMSIG(status)));
    else if (run->status == 0)
        snprintf(run->outcome, sizeof run->outcome, "ok");
    else if (run->status == CANNOT_EXECUTE && access(path, X_OK) == -1)
        snprintf(run->outcome, sizeof run->outcome, "the program is missing");
    else
        snprintf(run->outcome, sizeof run->outcome, "exit %d", run->status);
}

int program_start(struct program *program, const char *const arguments[])
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    *program = (struct program){.start = now(), .output = ends[0], .path = arguments[0]};
    program->pid = fork();
    if (program->pid == 0)
        become(arguments, ends[1]);
    close(ends[1]);
    if (program->pid == -1) {
        close(ends[0]);
        return -1;
    }
    setpgid(program->pid, program->pid); /* both parent and child do it: either may run first */
    return 0;
}

bool program_has_ended(const struct program *program)
{
    struct pollfd output = {.fd = program->output, .events = POLLIN};

    return poll(&output, 1, 0) > 0 && (output.revents & POLLHUP);
}

struct program_run program_finish(struct program *program, double deadline)
{
    struct program_run run = {.status = -1};
    struct output output = {.length = 0};
    struct rusage usage;
    int status;
    double end = now() + deadline;

    if (read_until_end(program->output, &output, end) &&
        wait_until_end(program->pid, &status, &usage, end, true)) {
        judge(&run, status, program->path);
    } else {
        end_by_force(program->pid, &status, &usage);
        snprintf(run.outcome, sizeof run.outcome, "not done after %.0f s", deadline);
    }
    run.seconds = now() - program->start;
    kill(-program->pid, SIGKILL); /* a leftover process would disturb the next measurement */
    close(program->output);
    memcpy(run.output, output.text, sizeof run.output);
    run.user_seconds = seconds_of(usage.ru_utime);
    run.system_seconds = seconds_of(usage.ru_stime);
    run.voluntary_switches = usage.ru_nvcsw;
    run.involuntary_switches = usage.ru_nivcsw;
    return run;
}

void program_stop(struct program *program)
{
    struct rusage usage;
    int status;

    end_by_force(program->pid, &status, &usage);
    kill(-program->pid, SIGKILL);
    close(program->output);
}

struct program_run run_program(const char *const arguments[], double deadline)
{
    struct program_run run = {.status = -1, .seconds = NAN, .user_seconds = NAN, .system_seconds = NAN};
    struct program program;

    if (program_start(&program, arguments) == -1) {
        snprintf(run.outcome, sizeof run.outcome, "cannot start a process: %s", strerror(errno));
        return run;
    }
    return program_finish(&program, deadline);
}

void last_line_of(const struct program_run *run, char line[], size_t size)
{
    size_t end = strlen(run->output);

    while (end > 0 && run->output[end - 1] == '\n')
        end--;
    size_t begin = end;
    while (begin > 0 && run->output[begin - 1] != '\n')
        begin--;
    snprintf(line, size, "%.*s", (int)(end - begin), run->output + begin);
}
