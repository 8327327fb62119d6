/*
 * candidates.h - the files of labs that a submission holds, in folders and archives. Paths inside an archive
 * are looked at and never used: nothing is unpacked to a place that a submission names.
 */
#ifndef GRADE_CANDIDATES_H
#define GRADE_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>

#include "layout.h"

#define HASH_LENGTH 64 /* SHA-256 in hexadecimal digits */

struct candidate {
    char *bytes; /* NULL: there is none */
    size_t size;
    char hash[HASH_LENGTH + 1];
    bool is_skeleton;
    bool is_ambiguous; /* there are several, and they differ */
};

/* What is found of one submission. */
struct candidates {
    struct candidate labs[MOST_LABS];
    char problem[MOST_LABS][200]; /* of a lab's file that was found and cannot be taken; "" for none */
    char trouble[200];            /* what could not be read at all; "" for nothing */
    size_t entries;               /* that were looked at */
    const char (*skeletons)[HASH_LENGTH + 1];
};

/* Look through an entry of the open directory: a folder, an archive, or a lab's file that the student called
 * `file`. */
void candidates_search(struct candidates *candidates, int directory, const struct entry *entry);

/* `hash` gets HASH_LENGTH digits. */
void hash_of(const void *bytes, size_t size, char hash[HASH_LENGTH + 1]);

/* The file at `path` below an open directory, of at most `most` bytes, to be freed. NULL, with the reason in
 * `why` (which may be NULL). */
char *read_regular(int directory, const char *path, size_t most, size_t *size, const char **why);

/* For the reader of archives. */
#define MOST_ENTRIES 20000
#define MOST_SOURCE  ((size_t)1 << 20)
void candidates_add(struct candidates *candidates, int lab, char *bytes, size_t size);
void candidates_refuse(struct candidates *candidates, int lab, const char *why);
bool is_of_handout(const char *path);
void archive_search(struct candidates *candidates, int directory, const char *name);

#endif
