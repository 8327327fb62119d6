/*
 * files.h - the directory of a run: the list that the program is given, and the images that it saves.
 */
#ifndef HARNESS_FILES_H
#define HARNESS_FILES_H

#include <stddef.h>
#include <stdio.h>

#include "../scenario/scenario.h"

/* What the server's manifest says of one image. */
struct expected_image {
    char url[160];
    size_t bytes;
    char digest[65]; /* SHA-256, hexadecimal */
};

/* Read the lines of a manifest, `count` of them, into [1] to [count]. The caller frees. NULL where they do
 * not fit. */
struct expected_image *expected_images(const char *manifest, size_t count);

/* Where tests put their directories; made before, removed after all of them. NULL after a line on standard
 * error. */
char *files_make_root(void);

/* Copy a program, so that it can be run from `directory`. Returns where it is now; NULL where there is none.
 */
char *files_copy_program(const char *program, const char *directory);

/* Remove a directory and what is in it, whatever that is. */
void files_remove(const char *directory);

/* Open what a program has written, where it is a regular file and no link; else NULL. Never waits. */
FILE *files_open(const char *path);

/* A new directory below `root`. */
char *files_make_directory(const char *root);

/* Write the list of URLs, from [1] on. */
void files_write_list(const char *path, const struct expected_image images[], size_t count);

/*
 * Judge the files that a cycle has left in `directory`: the state of each image goes to results[1] on.
 * Returns how many are whole.
 */
size_t files_judge(const char *directory, const struct expected_image images[], size_t count,
                   struct image_result results[]);

/*
 * Find an image in `directory` that is there and not whole; 0 if there is none. An image that the submission
 * renames when it is whole is never found, at whatever moment. known_whole[1] on remembers which images were
 * whole: the next look leaves these out.
 */
size_t files_find_early(const char *directory, const struct expected_image images[], size_t count,
                        bool known_whole[]);

/* Put directories where image `image` should be saved in `directory`, under its own name and as a part file.
 */
void files_block(const char *directory, size_t image);

#endif
