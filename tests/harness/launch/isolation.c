/*
 * isolation.c - separate names for shared memory, semaphores, queues and temporary files of each run.
 */
#include "isolation.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"
#include "room.h"

/* labs/kit/README.md states this limit. */
#define RUN_FILES "size=256m,nr_inodes=65536,mode=0700" /* limits for all directories of a run */

/* Directories that every user may write to. A run's own directories cover them. */
static const struct {
    const char *directory;
    bool shared; /* named shared memory, not files */
} common[] = {{"/dev/shm", true}, {"/tmp", false}, {"/var/tmp", false}};

#define COMMON (sizeof common / sizeof common[0])

/* --- The suite's namespaces --- */

static bool write_file(const char *path, const char *format, unsigned number)
{
    FILE *file = fopen(path, "we");
    bool written = file && fprintf(file, format, number, number) > 0;

    if (file && fclose(file) != 0)
        written = false;
    return written;
}

/* An ordinary user may create namespaces in a user namespace, where the user number stays the same. */
static bool unshare_as_user(int namespaces)
{
    unsigned user = geteuid(), group = getegid();

    return unshare(namespaces | CLONE_NEWUSER) == 0 && write_file("/proc/self/setgroups", "deny", 0) &&
           write_file("/proc/self/uid_map", "%u %u 1", user) &&
           write_file("/proc/self/gid_map", "%u %u 1", group);
}

/* Hide our mounts from the outside. In a chroot "/" may not be a mount; then make one of what we cover. */
static bool make_mounts_private(void)
{
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
        return true;
    for (size_t i = 0; i < COMMON; i++)
        if (access(common[i].directory, F_OK) == 0 &&
            mount(NULL, common[i].directory, NULL, MS_PRIVATE, NULL) != 0)
            return false;
    return true;
}

static bool enter(void)
{
    const int namespaces = CLONE_NEWNS | CLONE_NEWIPC;

    return (unshare(namespaces) == 0 || unshare_as_user(namespaces)) && make_mounts_private();
}

/* Some systems allow namespaces but no mounts inside. */
static bool can_enter(void)
{
    int status;
    pid_t child = fork();

    if (child == 0)
        _exit(!enter() || mount("tmpfs", "/tmp", "tmpfs", 0, NULL) != 0 ||
              mount("mqueue", "/tmp", "mqueue", 0, NULL) != 0 || unshare(CLONE_NEWNS | CLONE_NEWIPC) != 0);
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool isolation_enter(void)
{
    return can_enter() && enter();
}

/* --- A run's names --- */

void isolation_begin_run(void)
{
    if (unshare(CLONE_NEWIPC) != 0)
        harness_failure("cannot make an IPC namespace: %s", strerror(errno));
}

/* The number of System V objects of one kind: one line each after the title. */
static size_t count_system_v(const char *kind)
{
    char path[64], line[512];
    size_t lines = 0;

    snprintf(path, sizeof path, "/proc/sysvipc/%s", kind);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        lines++;
    if (file)
        fclose(file);
    return lines > 0 ? lines - 1 : 0;
}

/* The name of an existing message queue, or NULL. `directory` shows queues as files. */
static char *find_queue(const char *directory)
{
    char *found = NULL;
    struct dirent *entry;

    if (mount("mqueue", directory, "mqueue", 0, NULL) != 0)
        harness_failure("cannot list message queues: %s", strerror(errno));
    DIR *queues = opendir(directory);
    while (queues && !found && (entry = readdir(queues)))
        if (entry->d_name[0] != '.')
            found = strdup(entry->d_name);
    if (queues)
        closedir(queues);
    umount2(directory, MNT_DETACH);
    return found;
}

char *isolation_find_left(const char *directory)
{
    static const struct {
        const char *kind, *words;
    } system_v[] = {
        {"shm", "shared memory of System V, without shmctl() and IPC_RMID"},
        {"sem", "semaphores of System V, without semctl() and IPC_RMID"},
        {"msg", "a message queue of System V, without msgctl() and IPC_RMID"},
    };
    char *queue = find_queue(directory), *found = NULL;

    if (queue && asprintf(&found, "the message queue \"/%s\", without mq_unlink()", queue) < 0)
        harness_failure("no memory");
    free(queue);
    for (size_t i = 0; !found && i < sizeof system_v / sizeof system_v[0]; i++)
        if (count_system_v(system_v[i].kind) > 0)
            found = strdup(system_v[i].words);
    return found;
}

void isolation_bound(const char *directory)
{
    if (mount("tmpfs", directory, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, RUN_FILES) != 0)
        harness_failure("cannot limit the size of %s: %s", directory, strerror(errno));
}

void isolation_release(const char *directory)
{
    umount2(directory, MNT_DETACH);
}

void isolation_release_below(const char *directory)
{
    DIR *below = opendir(directory);
    struct dirent *entry;
    char path[PATH_MAX];

    while (below && (entry = readdir(below)))
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
            while (umount2(path, MNT_DETACH) == 0)
                continue;
        }
    if (below)
        closedir(below);
}

bool isolation_is_full(const char *directory)
{
    struct statvfs status;

    return statvfs(directory, &status) == 0 && (status.f_bfree == 0 || status.f_ffree == 0);
}

/* --- What a program sees --- */

static bool is_below(const char *path, const char *directory)
{
    size_t length = strlen(directory);

    return strncmp(path, directory, length) == 0 && path[length] == '/';
}

/* Show the open directory `file` as `path`. */
static void bind(int file, const char *path)
{
    char from[32];

    snprintf(from, sizeof from, "/proc/self/fd/%d", file);
    if (mount(from, path, NULL, MS_BIND | MS_REC, NULL) != 0) {
        fprintf(stderr, "cannot mount a directory as %s: %s\n", path, strerror(errno));
        _exit(HARNESS_FAILED);
    }
}

static void make_directories(const char *path)
{
    char partial[PATH_MAX];

    for (size_t i = 1; path[i - 1] && i < sizeof partial; i++)
        if (path[i] == '/' || path[i] == '\0') {
            memcpy(partial, path, i);
            partial[i] = '\0';
            mkdir(partial, 0755); /* most of them are there */
        }
}

/* Show the open directory `file` again at `path`, if one of the covers hides that. */
static void uncover(int file, const char *path)
{
    for (size_t i = 0; i < COMMON; i++)
        if (is_below(path, common[i].directory)) {
            make_directories(path);
            bind(file, path);
        }
}

/* The directory of a file. */
static void find_home(const char *program, char home[PATH_MAX])
{
    snprintf(home, PATH_MAX, "%.*s", (int)(strrchr(program, '/') - program), program);
}

void isolation_cover(const char *program, const char *directory)
{
    char home[PATH_MAX];
    const char *needed[] = {run_directory_beside(directory, TEMPORARY),
                            run_directory_beside(directory, SHARED), directory, home};
    int files[4];

    find_home(program, home);
    if (unshare(CLONE_NEWNS) != 0) {
        fprintf(stderr, "cannot make a mount namespace: %s\n", strerror(errno));
        _exit(HARNESS_FAILED);
    }
    for (size_t i = 0; i < 4; i++)
        files[i] = open(needed[i], O_PATH | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < COMMON; i++)
        if (access(common[i].directory, F_OK) == 0)
            bind(files[common[i].shared], common[i].directory);
    for (size_t i = 2; i < 4; i++)
        uncover(files[i], needed[i]);
}

/* Remove the directories that uncover() made for `path`, if they are empty. */
static void clear(const char *path, const char *directory)
{
    char *made;

    for (size_t i = 0; i < COMMON; i++) {
        size_t length = strlen(common[i].directory);
        if (!is_below(path, common[i].directory))
            continue;
        char *cover = run_directory_beside(directory, common[i].shared ? SHARED : TEMPORARY);
        if (asprintf(&made, "%s%s", cover, path + length) < 0)
            harness_failure("no memory");
        while (strlen(made) > strlen(cover) && rmdir(made) == 0)
            *strrchr(made, '/') = '\0';
        free(made);
        free(cover);
    }
}

void isolation_clear(const char *program, const char *directory)
{
    char home[PATH_MAX];

    find_home(program, home);
    clear(directory, directory);
    clear(home, directory);
}

/* Whether these bytes contain `word`. */
static bool is_in(const char *bytes, size_t size, const char *word)
{
    return memmem(bytes, size, word, strlen(word)) != NULL;
}

bool isolation_is_needed(const char *program)
{
    static const char *const words[] = {"shm_open", "sem_open", "mq_open",  "shmget",  "semget",
                                        "msgget",   "/tmp",     "/dev/shm", "mkstemp", "mkostemp",
                                        "mkdtemp",  "tmpnam",   "tempnam",  "ftok",    "/dev/mqueue"};
    struct stat status;
    bool needed = true; /* until we know better */
    int file = open(program, O_RDONLY | O_CLOEXEC);

    if (file >= 0 && fstat(file, &status) == 0 && status.st_size > 0) {
        char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (bytes != MAP_FAILED) {
            needed = false;
            for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
                needed |= is_in(bytes, (size_t)status.st_size, words[i]);
            munmap(bytes, (size_t)status.st_size);
        }
    }
    if (file >= 0)
        close(file);
    return needed;
}
