/*
 * command.c - run programs that draw and typeset.
 */
#include "command.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "interrupt.h"

bool command_exists(const char *name)
{
    const char *path = getenv("PATH");
    char program[PATH_MAX];

    for (const char *part = path; part && *part; part += strcspn(part, ":"), part += *part == ':') {
        snprintf(program, sizeof program, "%.*s/%s", (int)strcspn(part, ":"), part, name);
        if (access(program, X_OK) == 0)
            return true;
    }
    return false;
}

static _Noreturn void become(const char *directory, const char *log, const char *const arguments[])
{
    setpgid(0, 0); /* one group with its children */
    restore_interrupts();
    int output = chdir(directory) == 0 ? open(log, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (output != -1) {
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        execvp(arguments[0], (char *const *)arguments);
    }
    fprintf(stderr, "%s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

static void show_log(const char *directory, const char *log)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", directory, log);
    char *text = read_text(path);
    if (text)
        fputs(text, stderr);
    free(text);
}

int command_run(const char *directory, const char *log, const char *const arguments[])
{
    int status = -1;
    pid_t pid = fork();

    if (pid == 0)
        become(directory, log, arguments);
    if (pid == -1) {
        warn("%s", arguments[0]);
        return -1;
    }
    setpgid(pid, pid);
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR) {
        if (interrupted)
            kill(-pid, SIGTERM);
    }
    if (status == 0)
        return 0;
    if (!interrupted) {
        warnx("%s failed and printed:", arguments[0]);
        show_log(directory, log);
    }
    return -1;
}
