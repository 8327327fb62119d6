/*
 * files.h - the directory of a run: the list for the program, and the images that it saves.
 */
#ifndef HARNESS_FILES_H
#define HARNESS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "../scenario/scenario.h"

/* One image in the server's manifest. */
struct expected_image {
    char url[160];
    size_t bytes;
    char digest[65]; /* SHA-256, hexadecimal */
};

/* Read `count` lines of a manifest into [1] to [count]. The caller frees the result. NULL if the lines do not
 * fit. */
struct expected_image *expected_images(const char *manifest, size_t count);

/* The directory for the directories of all tests; created before them, removed after them. NULL after a line
 * on standard error. */
char *files_make_root(void);

/* Copy a program into `directory`, to run it there. Returns the path of the copy; NULL if there is no
 * program. */
char *files_copy_program(const char *program, const char *directory);

/* Remove a directory and everything in it. */
void files_remove(const char *directory);

/* Open a file of the program, if it is a regular file and not a link; else NULL. Never blocks. */
FILE *files_open(const char *path);

/* A new directory below `root`. */
char *files_make_directory(const char *root);

/* Write the list of URLs, from [1] on. */
void files_write_list(const char *path, const struct expected_image images[], size_t count);

/*
 * Judge the files that a cycle left in `directory`: results[1] and following get the state of each image.
 * Returns the number of complete images.
 */
size_t files_judge(const char *directory, const struct expected_image images[], size_t count,
                   struct image_result results[]);

/*
 * Find an incomplete image in `directory`; 0 if there is none. A submission that renames complete images
 * never has one at any moment. known_whole[1] and following remember which images were complete: later checks
 * leave these out.
 */
size_t files_find_early(const char *directory, const struct expected_image images[], size_t count,
                        bool known_whole[]);

/* Create a directory at the path of image `image` in `directory`, and with `also_part` one at the path of its
 * part file. */
void files_block(const char *directory, size_t image, bool also_part);

#endif
