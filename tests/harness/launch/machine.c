/*
 * machine.c - check that the machine meets the tests' needs.
 */
#include "machine.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "../verdict/grading.h"
#include "sandbox.h"

#define MIB              (1UL << 20)
#define LEAST_PROCESSES  1000 /* processes and threads, for all tests that run at once */
#define LEAST_ROOT_MIB   64
#define LEAST_SHARED_MIB 16 /* for named shared memory, if programs get no separate /dev/shm */

/* The shell's limits. Sanitizers reserve terabytes of addresses, which the kernel also counts as data. */
static const struct need {
    int resource;
    const char *option, *what;
    rlim_t least, unit; /* in the shell's unit */
} needs[] = {
    {RLIMIT_NOFILE, "-n", "descriptors", 1024, 1},
    {RLIMIT_AS, "-v", "KiB of addresses", RLIM_INFINITY, 1024},
    {RLIMIT_DATA, "-d", "KiB of data", RLIM_INFINITY, 1024},
    {RLIMIT_STACK, "-s", "KiB of stack", 1024, 1024},
    {RLIMIT_CPU, "-t", "seconds of processor time", 600, 1},
};

static int refuse(const char *option, const char *what, rlim_t have, rlim_t need)
{
    char needed[32] = "no limit";

    if (need != RLIM_INFINITY)
        snprintf(needed, sizeof needed, "%llu", (unsigned long long)need);
    fprintf(stderr,
            "no test has run: ulimit %s allows %llu %s, but the tests need %s; raise that limit and try "
            "again\n",
            option, (unsigned long long)have, what, needed);
    return -1;
}

/* The hard limit, to which we raise the soft one; for the stack, the soft limit. */
static rlim_t raised(int resource)
{
    struct rlimit limits;

    if (getrlimit((__rlimit_resource_t)resource, &limits) != 0)
        return RLIM_INFINITY;
    if (resource ==
        RLIMIT_STACK) /* keep it: each thread gets as much, and "unlimited" changes the layout of addresses */
        return limits.rlim_cur;
    limits.rlim_cur = limits.rlim_max;
    setrlimit((__rlimit_resource_t)resource, &limits);
    return limits.rlim_max;
}

static bool is_number(const char *name)
{
    return name[strspn(name, "0123456789")] == '\0';
}

/* The threads of our user that we can see. */
static rlim_t count_threads(void)
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    struct stat status;
    rlim_t count = 0;
    char path[64];

    while (processes && (entry = readdir(processes))) {
        snprintf(path, sizeof path, "/proc/%.20s/task", entry->d_name);
        if (is_number(entry->d_name) && stat(path, &status) == 0 && status.st_uid == geteuid())
            count += status.st_nlink - 2;
    }
    if (processes)
        closedir(processes);
    return count;
}

/* The kernel counts by user. It counts root's only when a program gives up root. */
static int expect_processes(void)
{
    rlim_t limit = raised(RLIMIT_NPROC), others = 0;

    if (geteuid() == 0 && !grading.sandboxed)
        return 0;
    if (!(grading.sandboxed && sandbox_is_counted_alone()))
        others = count_threads();
    if (limit == RLIM_INFINITY || limit >= LEAST_PROCESSES + others)
        return 0;
    return refuse("-u", "processes and threads", limit, LEAST_PROCESSES + others);
}

/* The limit of a container: of our control group and of those around it. */
static int expect_tasks(void)
{
    char group[512], path[600];
    FILE *file = fopen("/proc/self/cgroup", "re");
    bool found = file && fscanf(file, "0::%511[^\n]", group) == 1;

    if (file)
        fclose(file);
    while (found) {
        unsigned long long most;
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/pids.max", group);
        FILE *limit = fopen(path, "re");
        bool limited = limit && fscanf(limit, "%llu", &most) == 1;
        if (limit)
            fclose(limit);
        if (limited && most < LEAST_PROCESSES) {
            fprintf(stderr,
                    "no test has run: this container allows %llu processes and threads (%s), and the tests "
                    "need %d\n",
                    most, path, LEAST_PROCESSES);
            return -1;
        }
        char *slash = strrchr(group, '/');
        found = slash && group[1] != '\0';
        if (found)
            slash[slash == group] = '\0';
    }
    return 0;
}

static int expect_room(const char *directory, unsigned long least, const char *advice)
{
    struct statvfs status;

    if (statvfs(directory, &status) != 0 || status.f_bavail * status.f_frsize >= least * MIB)
        return 0;
    fprintf(stderr, "no test has run: %s has %lu MiB left, and the tests need %lu; %s\n", directory,
            (unsigned long)(status.f_bavail * status.f_frsize / MIB), least, advice);
    return -1;
}

int machine_expect(const char *root)
{
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        const struct need *need = &needs[i];
        rlim_t have = raised(need->resource), least = need->least;
        if (least != RLIM_INFINITY)
            least *= need->unit;
        if (have != RLIM_INFINITY && have < least)
            return refuse(need->option, need->what, have / need->unit, need->least);
    }
    if (expect_processes() != 0 || expect_tasks() != 0 ||
        expect_room(root, LEAST_ROOT_MIB, "free some space, or set TMPDIR to another directory") != 0)
        return -1;
    return grading.isolated
               ? 0
               : expect_room("/dev/shm", LEAST_SHARED_MIB, "enlarge it (docker run --shm-size=64m)");
}
