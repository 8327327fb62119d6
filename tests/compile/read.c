/*
 * read.c - read a whole file into memory.
 */
#include "read.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_read(const char *path, size_t *size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat state;
    char *bytes = NULL;

    *size = 0;
    if (file >= 0 && fstat(file, &state) == 0 && S_ISREG(state.st_mode))
        bytes = malloc((size_t)state.st_size + 1);
    while (bytes && *size < (size_t)state.st_size) {
        ssize_t count = read(file, bytes + *size, (size_t)state.st_size - *size);
        if (count <= 0)
            break;
        *size += (size_t)count;
    }
    if (bytes)
        bytes[*size] = '\0';
    if (file >= 0)
        close(file);
    return bytes;
}
