/*
 * layout.h - find the owner of a file or a folder by its name, as teachers collect them, or as Moodle,
 * Gradescope and Autolab export them.
 */
#ifndef GRADE_LAYOUT_H
#define GRADE_LAYOUT_H

#include <stdbool.h>

/* One entry of the directory of submissions. */
struct entry {
    char *name;       /* name in the directory */
    char *student;    /* owner, or NULL */
    const char *file; /* the student's name for it, a part of `name`; "" for a folder */
    unsigned attempt; /* Autolab's attempt, else 0. The last one counts. */
    bool is_directory;
};

/* Fill in everything except `name` and `is_directory`. */
void layout_read(struct entry *entry);

/* Gradescope's folders have numbers; `metadata`, its submission_metadata.yml, has the names. Sets the student
 * of the entry if it finds the folder. */
void layout_name_by_metadata(struct entry *entry, const char *metadata);

/* Whether the name is that of an archive. */
bool is_archive_name(const char *name);

/* The index in lab_names of the lab whose file has this base name, or -1. Directories may end with "/" or
 * "\". */
int lab_of_path(const char *path);

/* The labs of the kit, in order. */
#define MOST_LABS 32
extern const char *lab_names[MOST_LABS];
extern int lab_count;

/* Read them from the environment variable LABS, which the Makefile sets. */
void labs_read(void);

#endif
