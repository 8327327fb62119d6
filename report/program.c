/*
 * program.c - one run of a lab's program, in a process group of its own.
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

static const char time_line[] = "Step 1. Working time: ";

/* The last of what a program said; its working time is in it, and a reason where it failed. */
struct output {
    char text[4096];
    size_t length;
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static _Noreturn void become(const char *const arguments[], int output)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* should the report itself be killed */
    restore_interrupts();
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execv(arguments[0], (char *const *)arguments);
    _exit(CANNOT_EXECUTE);
}

/* Reads what is there, and forgets the older half of a text that grows too long. False at its end. */
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

/* True once the output has ended, false when time is up or an interrupt came. */
static bool read_until_end(int from, struct output *output, double end)
{
    while (!interrupted) {
        double left = end - now();
        struct pollfd ready = {.fd = from, .events = POLLIN};
        /* A second at most: an interrupt just before poll() is then seen late, not never. */
        if (left <= 0)
            return false;
        if (poll(&ready, 1, (int)(fmin(left, 1) * 1000) + 1) > 0 && !read_some(from, output))
            return true;
    }
    return false;
}

/* True once the process has ended; a program may close its output and stay. */
static bool wait_until_end(pid_t pid, int *status, struct rusage *usage, double end)
{
    do {
        if (wait4(pid, status, WNOHANG, usage) == pid)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
    } while (now() < end && !interrupted);
    return false;
}

static void describe_end(int status, const char *program, char *outcome, size_t size)
{
    if (WIFSIGNALED(status))
        snprintf(outcome, size, "%s", strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) == CANNOT_EXECUTE && access(program, X_OK) == -1)
        snprintf(outcome, size, "the program is missing");
    else
        snprintf(outcome, size, "exit %d", WEXITSTATUS(status));
}

/* Its last line is where a program says why it gives up. */
static void keep_last_line(struct program_run *run, const struct output *output)
{
    size_t end = output->length;

    while (end > 0 && output->text[end - 1] == '\n')
        end--;
    size_t begin = end;
    while (begin > 0 && output->text[begin - 1] != '\n')
        begin--;
    snprintf(run->last_line, sizeof run->last_line, "%.*s", (int)(end - begin), output->text + begin);
}

static void judge(struct program_run *run, const struct output *output, int status, const char *program)
{
    const char *line = strstr(output->text, time_line);

    if (line)
        run->working_time = strtod(line + strlen(time_line), NULL);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        describe_end(status, program, run->outcome, sizeof run->outcome);
    else if (!(run->working_time > 0))
        snprintf(run->outcome, sizeof run->outcome, "no working time printed");
    else
        snprintf(run->outcome, sizeof run->outcome, "ok");
}

static void watch(pid_t pid, int from, const char *program, double deadline, struct program_run *run)
{
    struct output output = {.length = 0};
    struct rusage usage;
    int status;
    double end = now() + deadline;

    if (read_until_end(from, &output, end) && wait_until_end(pid, &status, &usage, end)) {
        judge(run, &output, status, program);
    } else {
        kill(-pid, SIGKILL);
        while (wait4(pid, &status, 0, &usage) == -1 && errno == EINTR)
            continue;
        snprintf(run->outcome, sizeof run->outcome, "not done after %.0f s", deadline);
    }
    keep_last_line(run, &output);
    kill(-pid, SIGKILL); /* what it left running would disturb the next measurement */
    run->processor_seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
                             (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    run->peak_memory_bytes = (size_t)usage.ru_maxrss * 1024;
}

struct program_run run_program(const char *const arguments[], double deadline)
{
    struct program_run run = {.working_time = NAN, .processor_seconds = NAN};
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1) {
        snprintf(run.outcome, sizeof run.outcome, "no pipe: %s", strerror(errno));
        return run;
    }
    /* Not posix_spawn(): a child that shares our memory until it executes counts our peak as its own. */
    pid_t pid = fork();
    if (pid == 0)
        become(arguments, ends[1]);
    close(ends[1]);
    if (pid == -1) {
        snprintf(run.outcome, sizeof run.outcome, "no process: %s", strerror(errno));
    } else {
        setpgid(pid, pid); /* both do it, so that it is done whoever comes first */
        watch(pid, ends[0], arguments[0], deadline, &run);
    }
    close(ends[0]);
    return run;
}
