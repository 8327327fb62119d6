/*
 * lock.c - a kernel lock on a file that also holds the process number of the owner.
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
        warnx("process %ld is already making a report here; wait for it, or end it with: kill %ld",
              strtol(owner, NULL, 10), strtol(owner, NULL, 10));
        close(file);
        return -1;
    }
    if (ftruncate(file, 0) == -1 || dprintf(file, "%ld\n", (long)getpid()) < 0) {
        warn("%s", path);
        return -1;
    }
    return 0; /* the file stays open and locked until the program ends */
}
