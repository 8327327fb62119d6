/*
 * files.h - files that are whole or absent, and directories.
 *
 * Every function that returns an int returns 0, or -1 after a line on standard error.
 */
#ifndef REPORT_FILES_H
#define REPORT_FILES_H

#include <limits.h>
#include <stddef.h>
#include <stdio.h>

/* A file on its way: written under a temporary name next to its own, and renamed at the end. */
struct whole_file {
    FILE *file;
    char path[PATH_MAX];
    char temporary[PATH_MAX];
};

/* Open one for writing; NULL after a line on standard error. */
FILE *whole_file_begin(struct whole_file *whole, const char *path);

/* Close it and give it its name; where anything failed, remove it. */
int whole_file_end(struct whole_file *whole);

/* Create a directory and those above it; one that exists is fine. */
int make_directories(const char *path);

/* Remove a directory and all below it; one that does not exist is fine. */
int remove_tree(const char *path);

/* How many regular files of exactly `bytes` bytes are below a directory. */
size_t count_files(const char *path, size_t bytes);

/* A file's whole text, which the caller frees; NULL after a line on standard error. */
char *read_text(const char *path);

#endif
