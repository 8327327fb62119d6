/*
 * walls.c - run a command of the compiler with limits on time, memory and output; in a sandbox, it also sees
 * only the system, the kit and the submission.
 */
#include "walls.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../harness/base/bubblewrap.h"
#include "stages.h"

#define SECONDS           600 /* ends endless waiting; a loaded machine may need minutes */
#define PROCESSOR_SECONDS 10  /* for each process */
#define MEMORY            ((rlim_t)4000000 << 10)
#define FILE_SIZE         ((rlim_t)64 << 20)
#define MOST_SAID         ((size_t)256 << 10)

static volatile pid_t running;

void stop_bounded(void)
{
    if (running > 0)
        kill(-running, SIGKILL);
}

static void stop_late(int signal)
{
    (void)signal;
    stop_bounded();
}

/* --- The command line --- */

/* A path of the tree, as seen outside. Never freed, because there are few. */
static void add_readable(struct command_line *command, const char *root, const char *path)
{
    char *whole = NULL;

    if (asprintf(&whole, "%s%s%s", *path == '/' ? "" : root, *path == '/' ? "" : "/", path) < 0)
        exit(2);
    COMMAND_ADD(command, "--ro-bind", whole, whole);
}

static void add_walls(struct command_line *command, const char *source)
{
    static char root[PATH_MAX];
    static const char *const readable[] = {"labs/kit", "tests/instrument", "build/kit", "build/instrument",
                                           "build/tests/compile/compile"};

    if (!getcwd(root, sizeof root)) {
        perror("cannot find the path of the tree");
        exit(2);
    }
    bubblewrap_begin(command);
    COMMAND_ADD(command, "--unshare-net", "--unshare-ipc", "--unshare-cgroup-try");
    COMMAND_ADD(command, "--ro-bind-try", "/etc/alternatives", "/etc/alternatives");
    COMMAND_ADD(command, "--dev-bind", "/dev/null", "/dev/null", "--size", "268435456", "--tmpfs", "/tmp");
    for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++)
        add_readable(command, root, readable[i]);
    char *copy = strdup(source);
    add_readable(command, root, copy ? dirname(copy) : ".");
    COMMAND_ADD(command, "--remount-ro", "/", "--chdir", root, "--");
}

/* --- In the child --- */

static void limit(int resource, rlim_t most)
{
    setrlimit(resource, &(struct rlimit){most, most});
}

static void keep_descriptors(const struct bounded *bounded, int said, int complained)
{
    int nothing = open("/dev/null", O_RDONLY);

    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(said, 1) < 0 || dup2(complained, 2) < 0 ||
        (bounded->program >= 0 &&
         (dup2(bounded->program, PROGRAM_FD) < 0 || fcntl(PROGRAM_FD, F_SETFD, 0) != 0)))
        _exit(2);
    unsigned first = bounded->program >= 0 ? PROGRAM_FD + 1 : PROGRAM_FD;
    if (syscall(SYS_close_range, first, ~0U, 0) != 0)
        for (unsigned i = first; i < 65536; i++)
            close((int)i);
}

/* Give bubblewrap an empty environment too: the submission could read it in /proc. */
static void run_child(const struct bounded *bounded, char *const command[], int said, int complained)
{
    char *const empty[] = {"PATH=/usr/bin:/bin", "TMPDIR=/tmp", NULL};
    struct command_line line = {0};

    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGALRM, SIG_DFL);
    limit(RLIMIT_CPU, PROCESSOR_SECONDS);
    limit(RLIMIT_AS, MEMORY);
    limit(RLIMIT_FSIZE, FILE_SIZE);
    limit(RLIMIT_CORE, 0);
    if (bounded->sandboxed)
        add_walls(&line, bounded->source);
    else
        setenv("TMPDIR", bounded->directory, 1);
    command_add_all(&line, (const char *const *)command);
    keep_descriptors(bounded, said, complained);
    if (bounded->sandboxed)
        execvpe(line.words[0], line.words, empty);
    else
        execvp(line.words[0], line.words);
    fprintf(stderr, "%s: %s\n", line.words[0],
            strerror(errno)); /* run_bounded() knows bubblewrap by its name */
    _exit(127);
}

/* --- Around it --- */

static char *text_of(int file)
{
    char *text = malloc(MOST_SAID + 1);
    ssize_t length = text ? pread(file, text, MOST_SAID, 0) : -1;

    for (ssize_t i = 0; i < length; i++)
        if (text[i] == '\0')
            text[i] = '?';
    if (text)
        text[length > 0 ? length : 0] = '\0';
    close(file);
    return text;
}

/* Wait for the child and all its descendants. */
static int wait_for_all(pid_t child)
{
    int status, result = -1;
    pid_t ended;

    while ((ended = waitpid(-1, &status, 0)) > 0 || errno == EINTR)
        if (ended == child) {
            result = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            kill(-child, SIGKILL);
        }
    return result;
}

int run_bounded(struct bounded *bounded, char *const command[])
{
    int said = memfd_create("said", MFD_CLOEXEC), complained = memfd_create("complained", MFD_CLOEXEC);

    signal(SIGALRM, stop_late);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = said < 0 || complained < 0 ? -1 : fork();
    if (child == 0)
        run_child(bounded, command, said, complained);
    if (child < 0) {
        perror("cannot start the compiler");
        return -1;
    }
    setpgid(child, child);
    running = child;
    alarm(SECONDS);
    bounded->status = wait_for_all(child);
    alarm(0);
    running = 0;
    bounded->said = text_of(said);
    bounded->complained = text_of(complained);
    if (bounded->sandboxed && (bounded->status == 1 || bounded->status == 127) && bounded->complained &&
        strncmp(bounded->complained, BUBBLEWRAP, strlen(BUBBLEWRAP)) == 0) {
        bubblewrap_refuse();
        return -1;
    }
    return bounded->said && bounded->complained ? 0 : -1;
}
