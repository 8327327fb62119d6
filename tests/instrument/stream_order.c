/*
 * stream_order.c - a pipe or a socket through a stream of the C library, told to ThreadSanitizer: what came
 * before one thread wrote comes before all that another does once it has read. It sees read() and write(),
 * but not those inside the C library.
 *
 * Linked into the build with ThreadSanitizer, with --wrap for each function here that is named so.
 */
#include "happens_before.h"

#include <stdarg.h>
#include <stdio.h>

static void release(FILE *file)
{
    void *key = file ? key_of_file(fileno(file)) : NULL;

    if (key)
        __tsan_release(key);
}

static void acquire(FILE *file)
{
    void *key = key_of_file(fileno(file));

    if (key)
        __tsan_acquire(key);
}

#define WRITES(type, function, parameters, ...) \
    WRAPPED(type, function, parameters)         \
    {                                           \
        release(file);                          \
        return __real_##function(__VA_ARGS__);  \
    }
WRITES(size_t, fwrite, (const void *bytes, size_t size, size_t count, FILE *file), bytes, size, count, file)
WRITES(int, fputs, (const char *text, FILE *file), text, file)
WRITES(int, fputc, (int character, FILE *file), character, file)
WRITES(int, putc, (int character, FILE *file), character, file)
WRITES(int, vfprintf, (FILE * file, const char *format, va_list given), file, format, given)
WRITES(int, fflush, (FILE * file), file)
WRITES(int, fclose, (FILE * file), file)

WRAPPED(int, fprintf, (FILE * file, const char *format, ...))
{
    va_list given;

    va_start(given, format);
    int result = __wrap_vfprintf(file, format, given);
    va_end(given);
    return result;
}

WRAPPED(int, dprintf, (int file, const char *format, ...))
{
    void *key = key_of_file(file);
    va_list given;

    if (key)
        __tsan_release(key);
    va_start(given, format);
    int result = vdprintf(file, format, given);
    va_end(given);
    return result;
}

#define READS(type, function, parameters, ...)        \
    WRAPPED(type, function, parameters)               \
    {                                                 \
        type result = __real_##function(__VA_ARGS__); \
        acquire(file);                                \
        return result;                                \
    }
READS(size_t, fread, (void *bytes, size_t size, size_t count, FILE *file), bytes, size, count, file)
READS(char *, fgets, (char *line, int size, FILE *file), line, size, file)
READS(int, fgetc, (FILE * file), file)
READS(int, getc, (FILE * file), file)
READS(ssize_t, getline, (char **line, size_t *size, FILE *file), line, size, file)
READS(ssize_t, getdelim, (char **line, size_t *size, int end, FILE *file), line, size, end, file)

/* By its name, and by those that it has in the headers of older and of newer systems. */
#define SCANS(function)                                         \
    int __wrap_##function(FILE *file, const char *format, ...); \
    int __wrap_##function(FILE *file, const char *format, ...)  \
    {                                                           \
        va_list given;                                          \
        va_start(given, format);                                \
        int result = vfscanf(file, format, given);              \
        va_end(given);                                          \
        acquire(file);                                          \
        return result;                                          \
    }
SCANS(fscanf)
SCANS(__isoc99_fscanf)
SCANS(__isoc23_fscanf)
