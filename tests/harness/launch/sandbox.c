/*
 * sandbox.c - student code behind walls.
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

#include "program.h"
#include "run_directory.h"
#include "seccomp_filter.h"

#define NOBODY      65534
#define MOST_WORDS  96
#define FILES_BYTES "536870912" /* for the copies of the programs, and whatever has no bound of its own */
#define WALL        "bwrap"

#define FIRST_STRANGER 20000UL
#define MOST_STRANGER  2000000000UL

/* A command line that grows. */
struct command {
    char **words;
    size_t count;
};

static void add(struct command *command, const char *word)
{
    if (command->count + 1 >= MOST_WORDS)
        harness_failure("a command line of more than %d words", MOST_WORDS);
    command->words[command->count++] = (char *)word;
    command->words[command->count] = NULL;
}

static void add_all(struct command *command, const char *const words[])
{
    for (; *words; words++)
        add(command, *words);
}

static struct command begin_command(void)
{
    struct command command = {.words = calloc(MOST_WORDS, sizeof(char *))};

    if (!command.words)
        harness_failure("no memory");
    add(&command, WALL);
    return command;
}

/* Does the command succeed, once `prepare` has been called where it is to run? */
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

/* Containers and some distributions forbid one wall or both. */
static int refuse(void)
{
    fprintf(stderr,
            "SANDBOX=1 needs bubblewrap 0.8 or newer, which Ubuntu 22.04 does not have, and user namespaces, "
            "which a container gives to privileged programs alone\n");
    return -1;
}

void sandbox_enter(char *const arguments[], const char *inside)
{
    static const char *const outer[] = {"--unshare-net",
                                        "--unshare-pid",
                                        "--unshare-ipc",
                                        "--die-with-parent",
                                        "--cap-add",
                                        "ALL",
                                        "--dev-bind",
                                        "/",
                                        "/",
                                        "--proc",
                                        "/proc",
                                        "--size",
                                        FILES_BYTES,
                                        "--tmpfs",
                                        "/dev/shm",
                                        "--setenv",
                                        "TMPDIR",
                                        "/dev/shm",
                                        "--",
                                        NULL};
    struct command trial = begin_command(), command = begin_command();

    add_all(&trial, outer);
    add(&trial, "true");
    if (succeeds(trial.words, NULL)) {
        add_all(&command, outer);
        for (; *arguments; arguments++)
            add(&command, *arguments);
        add(&command, inside);
        execvp(command.words[0], command.words);
    }
    free(trial.words);
    free(command.words);
    refuse();
}

/*
 * Where root puts the outer wall up, bubblewrap covers parts of /proc; and the kernel lets nobody further in
 * have a /proc of its own that would show what is covered in the one around it.
 */
static void uncover_proc(void)
{
    static const char *const covered[] = {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus"};

    for (size_t i = 0; i < sizeof covered / sizeof covered[0]; i++)
        umount2(covered[i], MNT_DETACH); /* EINVAL where it is not covered */
}

int sandbox_settle(void)
{
    static char *const trial[] = {WALL,
                                  "--unshare-user",
                                  "--disable-userns",
                                  "--unshare-pid",
                                  "--dev-bind",
                                  "/",
                                  "/",
                                  "--proc",
                                  "/proc",
                                  "true",
                                  NULL};

    uncover_proc();
    return succeeds(trial, sandbox_drop_root) ? 0 : refuse();
}

/* A directory of the system's: as it is, or the link that it is. */
static void add_system_directory(struct command *command, const char *directory, char target[64])
{
    ssize_t length = readlink(directory, target, 63);

    if (length > 0) {
        target[length] = '\0';
        add_all(command, (const char *const[]){"--symlink", target, directory, NULL});
    } else {
        add_all(command, (const char *const[]){"--ro-bind-try", directory, directory, NULL});
    }
}

char **sandbox_command(const struct launch *launch)
{
    static const char *const walls[] = {"--unshare-user",
                                        "--disable-userns",
                                        "--uid",
                                        "65534",
                                        "--gid",
                                        "65534",
                                        "--unshare-pid",
                                        "--unshare-uts",
                                        "--cap-drop",
                                        "ALL",
                                        "--new-session",
                                        "--die-with-parent",
                                        "--ro-bind",
                                        "/usr",
                                        "/usr",
                                        "--ro-bind-try",
                                        "/etc/ld.so.cache",
                                        "/etc/ld.so.cache",
                                        "--proc",
                                        "/proc",
                                        "--dev",
                                        "/dev",
                                        NULL};
    static char targets[4][64];
    static char filter[16];
    struct command command = begin_command();
    int filter_file = filter_open();

    add_all(&command, walls);
    snprintf(filter, sizeof filter, "%d", filter_file);
    if (filter_file >= 0)
        add_all(&command, (const char *const[]){"--seccomp", filter, NULL});
    add_system_directory(&command, "/lib", targets[0]);
    add_system_directory(&command, "/lib64", targets[1]);
    add_system_directory(&command, "/bin", targets[2]);
    add_system_directory(&command, "/lib32", targets[3]);
    add_all(&command, (const char *const[]){"--bind",
                                            run_directory_beside(launch->directory, SHARED),
                                            "/dev/shm",
                                            "--remount-ro",
                                            "/dev",
                                            "--bind",
                                            run_directory_beside(launch->directory, TEMPORARY),
                                            "/tmp",
                                            "--ro-bind",
                                            launch->program,
                                            "/lab/program",
                                            "--bind",
                                            launch->directory,
                                            "/run",
                                            "--remount-ro",
                                            "/",
                                            "--chdir",
                                            "/run",
                                            "--",
                                            "/lab/program",
                                            NULL});
    for (char *const *argument = launch->arguments + 1; *argument; argument++)
        add(&command, *argument);
    return command.words;
}

/* How many users there are, from 0 on. In a container they may be no more than some thousands. */
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
 * A user for this test alone, whom nobody else is: the kernel counts processes by user, so that whoever
 * starts them without end takes them from no other.
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
        fprintf(stderr, "cannot cease to be root: %s\n", strerror(errno));
        _exit(HARNESS_FAILED);
    }
}

void sandbox_own(const char *directory)
{
    if (geteuid() == 0 && chown(directory, stranger(), NOBODY) != 0)
        harness_failure("cannot give away %s: %s", directory, strerror(errno));
}
