/*
 * sandbox.c - run student code in two nested sandboxes.
 */
#include "sandbox.h"

#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/bubblewrap.h"
#include "program.h"
#include "room.h"
#include "seccomp_filter.h"

#define NOBODY      65534
#define FILES_BYTES "536870912" /* for the copies of the programs, and files without another limit */

#define FIRST_STRANGER 20000UL
#define MOST_STRANGER  2000000000UL

/* Whether the command succeeds, after `prepare` if it is given. */
static bool succeeds(char *const arguments[], void (*prepare)(void))
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        if (prepare)
            prepare();
        execvp(arguments[0], arguments);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void sandbox_enter(char *const arguments[], const char *inside)
{
    struct command_line trial = {0}, command = {0};

    COMMAND_ADD(&command, BUBBLEWRAP, "--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent");
    COMMAND_ADD(&command, "--cap-add", "ALL", "--dev-bind", "/", "/", "--proc", "/proc");
    COMMAND_ADD(&command, "--size", FILES_BYTES, "--tmpfs", "/dev/shm", "--setenv", "TMPDIR", "/dev/shm",
                "--");
    command_add_all(&trial, (const char *const *)command.words);
    command_add(&trial, "true");
    if (succeeds(trial.words, NULL)) {
        command_add_all(&command, (const char *const *)arguments);
        command_add(&command, inside);
        execvp(command.words[0], command.words);
    }
    free(trial.words);
    free(command.words);
    bubblewrap_refuse();
}

/*
 * If root sets up the outer sandbox, bubblewrap covers parts of /proc. The kernel then forbids the inner
 * sandbox a /proc that would show the covered parts.
 */
static void uncover_proc(void)
{
    static const char *const covered[] = {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus"};

    for (size_t i = 0; i < sizeof covered / sizeof covered[0]; i++)
        umount2(covered[i], MNT_DETACH); /* EINVAL if it is not covered */
}

int sandbox_settle(void)
{
    struct command_line trial = {0};

    uncover_proc();
    COMMAND_ADD(&trial, BUBBLEWRAP, "--unshare-user", "--disable-userns", "--unshare-pid");
    COMMAND_ADD(&trial, "--dev-bind", "/", "/", "--proc", "/proc", "true");
    bool works = succeeds(trial.words, sandbox_drop_root);
    free(trial.words);
    if (!works)
        bubblewrap_refuse();
    return works ? 0 : -1;
}

char **sandbox_command(const struct launch *launch)
{
    static char filter[16];
    struct command_line command = {0};
    int filter_file = filter_open();

    bubblewrap_begin(&command);
    COMMAND_ADD(&command, "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL");
    COMMAND_ADD(&command, "--proc", "/proc", "--dev", "/dev");
    snprintf(filter, sizeof filter, "%d", filter_file);
    if (filter_file >= 0)
        COMMAND_ADD(&command, "--seccomp", filter);
    COMMAND_ADD(&command, "--bind", run_directory_beside(launch->directory, SHARED), "/dev/shm");
    COMMAND_ADD(&command, "--remount-ro", "/dev");
    COMMAND_ADD(&command, "--bind", run_directory_beside(launch->directory, TEMPORARY), "/tmp");
    COMMAND_ADD(&command, "--ro-bind", launch->program, "/lab/program");
    COMMAND_ADD(&command, "--bind", launch->directory, "/run", "--remount-ro", "/", "--chdir", "/run");
    COMMAND_ADD(&command, "--", "/lab/program");
    command_add_all(&command, (const char *const *)launch->arguments + 1);
    return command.words;
}

/* The number of user IDs, from 0 on. In a container there may be only some thousands. */
static unsigned long count_users(void)
{
    unsigned long first = 0, there_are = 0;
    FILE *map = fopen("/proc/self/uid_map", "re");

    if (map && (fscanf(map, "%lu %*u %lu", &first, &there_are) != 2 || first != 0))
        there_are = 0;
    if (map)
        fclose(map);
    return there_are < MOST_STRANGER ? there_are : MOST_STRANGER;
}

/*
 * A user ID for this test alone. The kernel counts processes by user, so a program that starts processes
 * without end takes none from other tests.
 */
static uid_t stranger(void)
{
    static uid_t chosen;
    unsigned long there_are = chosen ? 0 : count_users();
    uint32_t number;

    if (there_are > 2 * FIRST_STRANGER && getrandom(&number, sizeof number, 0) == (ssize_t)sizeof number)
        chosen = FIRST_STRANGER + number % (there_are - FIRST_STRANGER);
    if (!chosen)
        chosen = NOBODY;
    return chosen;
}

bool sandbox_is_counted_alone(void)
{
    return geteuid() == 0 && count_users() == MOST_STRANGER;
}

void sandbox_drop_root(void)
{
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (geteuid() != 0)
        return;
    if (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(stranger()) != 0) {
        fprintf(stderr, "cannot give up root: %s\n", strerror(errno));
        _exit(HARNESS_FAILED);
    }
}

void sandbox_own(const char *directory)
{
    if (geteuid() == 0 && chown(directory, stranger(), NOBODY) != 0)
        harness_failure("cannot change the owner of %s: %s", directory, strerror(errno));
}
