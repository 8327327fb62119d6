/*
 * layout.h - whose a file or a folder is, by its name: as a teacher collects them, or as Moodle, Gradescope
 * and Autolab export them.
 */
#ifndef GRADE_LAYOUT_H
#define GRADE_LAYOUT_H

#include <stdbool.h>

/* One entry of the directory of submissions. */
struct entry {
    char *name;       /* in the directory */
    char *student;    /* NULL: it belongs to no student */
    const char *file; /* what the student called it, a part of `name`; "" for a folder */
    unsigned attempt; /* Autolab's; 0 where there is none. The last counts. */
    bool is_directory;
};

/* Fill in all but `name` and `is_directory`. */
void layout_read(struct entry *entry);

/* Gradescope's folders have numbers: `metadata`, its submission_metadata.yml, has the names. Sets the student
 * of the entry where it is found there. */
void layout_name_by_metadata(struct entry *entry, const char *metadata);

/* Does the name say that it is an archive? */
bool is_archive_name(const char *name);

/* The lab whose file has this base name: its index in lab_names, or -1. Directories may end with "/" or "\".
 */
int lab_of_path(const char *path);

/* The labs of the kit, in its order. */
#define MOST_LABS 32
extern const char *lab_names[MOST_LABS];
extern int lab_count;

/* Take them from the variable LABS of the environment, which the Makefile sets. */
void labs_read(void);

#endif
