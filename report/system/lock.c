/*
 * lock.c - a lock of the kernel on a file, which also holds the number of its owner.
 */
#include "lock.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

int lock_or_refuse(const char *path)
{
    char owner[32] = "";
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

    if (file == -1) {
        warn("%s", path);
        return -1;
    }
    if (flock(file, LOCK_EX | LOCK_NB) == -1) {
        if (errno != EWOULDBLOCK || read(file, owner, sizeof owner - 1) <= 0)
            owner[0] = '\0';
        warnx("another report is being made here, by process %ld; wait for it, or end it with: kill %ld",
              strtol(owner, NULL, 10), strtol(owner, NULL, 10));
        close(file);
        return -1;
    }
    if (ftruncate(file, 0) == -1 || dprintf(file, "%ld\n", (long)getpid()) < 0) {
        warn("%s", path);
        return -1;
    }
    return 0; /* it stays open, and so locked, until the program ends */
}
