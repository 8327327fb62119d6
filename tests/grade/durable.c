/*
 * durable.c - write a new file next to the old one, flush it to the disk, and only then rename it.
 */
#include "durable.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        size -= (size_t)written;
    }
    return fsync(file);
}

/* Flush the directory, which holds the name. */
static void flush_directory(const char *path)
{
    char *copy = strdup(path);
    int directory = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    if (directory >= 0) {
        fsync(directory);
        close(directory);
    }
    free(copy);
}

int durable_write(const char *path, const void *bytes, size_t size)
{
    char draft[4096];

    snprintf(draft, sizeof draft, "%s.%d", path, getpid());
    int file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    int result = file < 0 ? -1 : write_all(file, bytes, size);
    if (file >= 0 && close(file) != 0)
        result = -1;
    if (result == 0)
        result = rename(draft, path);
    if (result != 0) {
        fprintf(stderr, "cannot write %s: %s\n", path, strerror(errno));
        unlink(draft);
        return -1;
    }
    flush_directory(path);
    return 0;
}
