/*
 * files.h - files that are either complete or absent, and directories.
 *
 * Every function that returns an int returns 0, or -1 after a line on standard error.
 */
#ifndef REPORT_FILES_H
#define REPORT_FILES_H

#include <limits.h>
#include <stddef.h>
#include <stdio.h>

/* An unfinished file: written under a temporary name in the same directory and renamed at the end. */
struct whole_file {
    FILE *file;
    char path[PATH_MAX];
    char temporary[PATH_MAX];
};

/* Open one for writing; NULL after a line on standard error. */
FILE *whole_file_begin(struct whole_file *whole, const char *path);

/* Close it and rename it; if anything failed, remove it. */
int whole_file_end(struct whole_file *whole);

/* Create a directory and its parents. It may exist already. */
int make_directories(const char *path);

/* Remove a directory and its contents. It may be missing. */
int remove_tree(const char *path);

/* How many regular files of exactly `bytes` bytes are in a directory and below. */
size_t count_files(const char *path, size_t bytes);

/* A file's whole text, which the caller frees; NULL after a line on standard error. */
char *read_text(const char *path);

#endif
