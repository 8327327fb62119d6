/*
 * candidates.h - the files of labs that a submission holds, in folders and archives. Paths inside an archive
 * are only compared: nothing is unpacked to a place that a submission names.
 */
#ifndef GRADE_CANDIDATES_H
#define GRADE_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>

#include "layout.h"

#define HASH_LENGTH 64 /* SHA-256 in hexadecimal digits */

struct candidate {
    char *bytes; /* NULL: no file */
    size_t size;
    char hash[HASH_LENGTH + 1];
    bool is_skeleton;
    bool is_ambiguous; /* several files, which differ */
};

/* The files found in one submission. */
struct candidates {
    struct candidate labs[MOST_LABS];
    char problem[MOST_LABS][200]; /* why a lab's file cannot be used; "" for no problem */
    char trouble[200];            /* what could not be read; "" for no trouble */
    size_t entries;               /* number of entries examined */
    const char (*skeletons)[HASH_LENGTH + 1];
};

/* Examine an entry of the open directory: a folder, an archive, or a lab's file that the student named
 * `file`. */
void candidates_search(struct candidates *candidates, int directory, const struct entry *entry);

/* Write HASH_LENGTH digits and a zero byte to `hash`. */
void hash_of(const void *bytes, size_t size, char hash[HASH_LENGTH + 1]);

/* The file at `path` below an open directory, of at most `most` bytes; the caller frees it. NULL with the
 * reason in `why`, which may be NULL. */
char *read_regular(int directory, const char *path, size_t most, size_t *size, const char **why);

/* For the reader of archives. */
#define MOST_ENTRIES 20000
#define MOST_SOURCE  ((size_t)1 << 20)
void candidates_add(struct candidates *candidates, int lab, char *bytes, size_t size);
void candidates_refuse(struct candidates *candidates, int lab, const char *why);
bool is_of_handout(const char *path);
void archive_search(struct candidates *candidates, int directory, const char *name);

#endif
