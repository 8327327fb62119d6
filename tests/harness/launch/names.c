/*
 * names.c - find named objects that a program leaves, on systems without separate names.
 */
#include "names.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "program.h"

/* Directories in which every user may create names. Queues are listed if the system shows them. */
#define QUEUES    "/dev/mqueue"
#define LETTERS   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
#define MOST_NAME 128
static const char *const directories[] = {"/dev/shm", "/tmp", "/var/tmp", QUEUES};

/* The tables of System V: "key id perms ...", the column of the creator's user, and the creating function. */
static const struct system_v {
    const char *table, *line, *function, *words;
} system_v[] = {
    {"shm", "%*d %d %o %*u %*u %*u %*u %*u %*u %u", "shmget",
     "shared memory of System V, without shmctl() and IPC_RMID"},
    {"sem", "%*d %d %o %*u %*u %*u %u", "semget", "semaphores of System V, without semctl() and IPC_RMID"},
    {"msg", "%*d %d %o %*u %*u %*u %*u %*u %*u %u", "msgget",
     "a message queue of System V, without msgctl() and IPC_RMID"},
};

#define SYSTEM_V (sizeof system_v / sizeof system_v[0])

/* --- Existing names --- */

static void add(struct names *names, char *name)
{
    names->names = reallocarray(names->names, names->count + 1, sizeof *names->names);
    if (!names->names || !name)
        harness_failure("no memory");
    names->names[names->count++] = name;
}

static void add_files(struct names *names, const char *path)
{
    DIR *directory = opendir(path);
    struct dirent *entry;
    struct stat status;
    char *name;

    while (directory && (entry = readdir(directory)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            status.st_uid == geteuid())
            add(names, asprintf(&name, "%s/%s", path, entry->d_name) < 0 ? NULL : name);
    if (directory)
        closedir(directory);
}

/* As "shm 17". Memory that disappears with its last process is left out. */
static void add_system_v(struct names *names, const struct system_v *kind)
{
    char path[64], line[512], *name;
    unsigned access, user;
    int id;

    snprintf(path, sizeof path, "/proc/sysvipc/%s", kind->table);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, kind->line, &id, &access, &user) == 3 && user == geteuid() && !(access & SHM_DEST))
            add(names, asprintf(&name, "%s %d", kind->table, id) < 0 ? NULL : name);
    if (file)
        fclose(file);
}

/* The program's file in memory. */
struct bytes {
    char *bytes;
    size_t size;
};

static struct bytes read_program(const char *program)
{
    struct stat status;
    int file = open(program, O_RDONLY | O_CLOEXEC);

    if (file < 0 || fstat(file, &status) != 0)
        harness_failure("cannot read %s", program);
    struct bytes read = {.size = (size_t)status.st_size};
    read.bytes = mmap(NULL, read.size, PROT_READ, MAP_PRIVATE, file, 0);
    if (read.bytes == MAP_FAILED)
        harness_failure("cannot read %s", program);
    close(file);
    return read;
}

/* Whether a text in the program could name a queue: "/jobs", or "/jobs-%d". Writes the name. */
static bool is_queue_name(const char *text, pid_t process, char name[MOST_NAME])
{
    const char *number = strchr(text, '%');
    size_t length = strspn(text + 1, LETTERS) + 1;

    if (length < 2 || length >= MOST_NAME / 2)
        return false;
    if (!number) {
        snprintf(name, MOST_NAME, "%s", text);
        return text[length] == '\0';
    }
    const char *rest = number + 1 + strspn(number + 1, "lzhdui");
    if (number != text + length || process == 0 || rest == number + 1 || rest[strspn(rest, LETTERS)] != '\0')
        return false;
    snprintf(name, MOST_NAME, "%.*s%d%s", (int)length, text, process, rest);
    return true;
}

/* If the system does not list queues, try the names that the program could have used. */
static void add_queues(struct names *names, const char *program, pid_t process)
{
    struct bytes file = read_program(program);
    const char *end = file.bytes + file.size, *next;
    char name[MOST_NAME], *path;
    struct stat status;

    for (const char *text = file.bytes; text < end; text = next + 1) {
        next = memchr(text, '\0', (size_t)(end - text));
        if (!next)
            break;
        if (text[0] != '/' || !is_queue_name(text, process, name))
            continue;
        mqd_t queue = mq_open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (queue == (mqd_t)-1)
            continue;
        if (fstat((int)queue, &status) == 0 && status.st_uid == geteuid())
            add(names, asprintf(&path, QUEUES "%s", name) < 0 ? NULL : path);
        mq_close(queue);
    }
    munmap(file.bytes, file.size);
}

static int compare(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

struct names names_take(const char *program, pid_t process)
{
    struct names names = {0};

    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++)
        add_files(&names, directories[i]);
    for (size_t i = 0; i < SYSTEM_V; i++)
        add_system_v(&names, &system_v[i]);
    if (access(QUEUES, R_OK) != 0)
        add_queues(&names, program, process);
    if (names.count > 0)
        qsort(names.names, names.count, sizeof *names.names, compare);
    return names;
}

/* --- The program's names --- */

/* Whether a text in the program begins with these characters, and then ends or has a variable part. */
static bool is_begun(const char *bytes, size_t size, const char *word, size_t length)
{
    const char *at = bytes, *end = bytes + size;

    while (length > 0 && (at = memmem(at, (size_t)(end - at), word, length))) {
        char before = at > bytes ? at[-1] : '\0', after = at + length < end ? at[length] : '\0';
        if ((before == '/' || before == '\0') &&
            (after == '\0' || after == '%' || after == 'X' || isdigit((unsigned char)after)))
            return true;
        at++;
    }
    return false;
}

/* The name of a file in one of the directories: complete, up to its first digit, or as a template of
 * mkstemp(). */
static bool is_named(const char *bytes, size_t size, const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    size_t length = strlen(name), varying = strlen("XXXXXX");

    if (strncmp(name, "sem.", 4) == 0 && is_begun(bytes, size, name + 4, strcspn(name + 4, "0123456789")))
        return true;
    return is_begun(bytes, size, name, strcspn(name, "0123456789")) ||
           (length > varying && is_begun(bytes, size, name, length - varying));
}

static bool is_of_program(const char *bytes, size_t size, const char *name)
{
    for (size_t i = 0; i < SYSTEM_V; i++)
        if (strncmp(name, system_v[i].table, 3) == 0)
            return memmem(bytes, size, system_v[i].function, strlen(system_v[i].function));
    return is_named(bytes, size, name);
}

static char *words_for(const char *name)
{
    char *words = NULL;

    for (size_t i = 0; i < SYSTEM_V; i++)
        if (strncmp(name, system_v[i].table, 3) == 0)
            return strdup(system_v[i].words);
    if (strncmp(name, QUEUES "/", strlen(QUEUES "/")) != 0)
        return strdup(name);
    return asprintf(&words, "the message queue \"%s\", without mq_unlink()", name + strlen(QUEUES)) < 0
               ? NULL
               : words;
}

static void remove_name(const char *name)
{
    int id = atoi(name + 3);

    if (strncmp(name, "shm", 3) == 0)
        shmctl(id, IPC_RMID, NULL);
    else if (strncmp(name, "sem", 3) == 0)
        semctl(id, 0, IPC_RMID);
    else if (strncmp(name, "msg", 3) == 0)
        msgctl(id, IPC_RMID, NULL);
    else if (strncmp(name, QUEUES "/", strlen(QUEUES "/")) == 0)
        mq_unlink(name + strlen(QUEUES));
    else
        files_remove(name);
}

char *names_remove_new(const struct names *before, const char *program, pid_t process, bool *is_file)
{
    struct names now = names_take(program, process);
    struct bytes file = read_program(program);
    char *first = NULL;

    for (size_t i = 0; i < now.count; i++) {
        const char *name = now.names[i];
        if (bsearch(&name, before->names, before->count, sizeof *before->names, compare) ||
            !is_of_program(file.bytes, file.size, name))
            continue;
        if (!first) {
            first = words_for(name);
            *is_file = name[0] == '/' && strncmp(name, QUEUES "/", strlen(QUEUES "/")) != 0;
        }
        remove_name(name);
    }
    munmap(file.bytes, file.size);
    return first;
}
