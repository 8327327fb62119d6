/*
 * candidates.c - look for files of labs in folders.
 */
#include "candidates.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_DEPTH 32

void hash_of(const void *bytes, size_t size, char hash[HASH_LENGTH + 1])
{
    struct sha256_ctx context;
    unsigned char digest[SHA256_DIGEST_SIZE];

    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        sprintf(hash + 2 * i, "%02x", digest[i]);
}

char *read_regular(int directory, const char *path, size_t most, size_t *size, const char **why)
{
    struct stat state;
    const char *reason = NULL;
    char *bytes = NULL;
    int file = openat(directory, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (file < 0)
        reason = errno == ELOOP ? "is a link" : strerror(errno);
    else if (fstat(file, &state) != 0 || !S_ISREG(state.st_mode))
        reason = "is not a regular file";
    else if ((size_t)state.st_size > most)
        reason = "is larger than 1 MiB, the limit for a lab's file";
    else if ((bytes = malloc((size_t)state.st_size + 1))) {
        ssize_t length, done = 0;
        while (done < state.st_size &&
               (length = read(file, bytes + done, (size_t)(state.st_size - done))) > 0)
            done += length;
        bytes[done] = '\0';
        *size = (size_t)done;
    }
    if (file >= 0)
        close(file);
    if (why)
        *why = reason ? reason : "not enough memory for it";
    return bytes;
}

/* If there are several files, ignore those that equal the skeleton. */
void candidates_add(struct candidates *candidates, int lab, char *bytes, size_t size)
{
    struct candidate candidate = {.bytes = bytes, .size = size}, *known = &candidates->labs[lab];

    hash_of(bytes, size, candidate.hash);
    candidate.is_skeleton = strcmp(candidate.hash, candidates->skeletons[lab]) == 0;
    if (!known->bytes || (known->is_skeleton && !candidate.is_skeleton)) {
        free(known->bytes);
        *known = candidate;
        return;
    }
    if (candidate.is_skeleton == known->is_skeleton && strcmp(candidate.hash, known->hash) != 0)
        known->is_ambiguous = true;
    free(bytes);
}

void candidates_refuse(struct candidates *candidates, int lab, const char *why)
{
    snprintf(candidates->problem[lab], sizeof candidates->problem[lab], "%s.c %s", lab_names[lab], why);
}

/* Folders that belong to the handout, or that make creates. */
bool is_of_handout(const char *path)
{
    return strncmp(path, "build/", 6) == 0 || strstr(path, "/build/") || strstr(path, "labs/kit/skeletons/");
}

static void take_file(struct candidates *candidates, int directory, const char *name, int lab)
{
    size_t size;
    const char *why;
    char *bytes = read_regular(directory, name, MOST_SOURCE, &size, &why);

    if (bytes)
        candidates_add(candidates, lab, bytes, size);
    else
        candidates_refuse(candidates, lab, why);
}

static void search_folder(struct candidates *candidates, int above, const char *name, const char *path,
                          int depth);

/* One entry of a folder; `path` is only used in messages. */
static void search_entry(struct candidates *candidates, int directory, const char *name, const char *path,
                         int depth)
{
    struct stat state;
    int lab = lab_of_path(name);

    if (is_of_handout(path) || fstatat(directory, name, &state, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISDIR(state.st_mode))
        search_folder(candidates, directory, name, path, depth + 1);
    else if (lab >= 0)
        take_file(candidates, directory, name, lab);
    else if (S_ISREG(state.st_mode) && is_archive_name(name))
        archive_search(candidates, directory, name);
}

static void search_folder(struct candidates *candidates, int above, const char *name, const char *path,
                          int depth)
{
    char inner[4096];
    int file = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = file >= 0 && depth <= MOST_DEPTH ? fdopendir(file) : NULL;
    struct dirent *found;

    if (!directory) {
        snprintf(candidates->trouble, sizeof candidates->trouble, "cannot read a folder: %s",
                 file >= 0 ? "it lies too deep" : strerror(errno));
        if (file >= 0)
            close(file);
        return;
    }
    while ((found = readdir(directory)) && candidates->entries <= MOST_ENTRIES) {
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
            continue;
        candidates->entries++;
        snprintf(inner, sizeof inner, "%s%s/", path, found->d_name);
        search_entry(candidates, dirfd(directory), found->d_name, inner, depth);
    }
    if (candidates->entries > MOST_ENTRIES)
        snprintf(candidates->trouble, sizeof candidates->trouble, "it has more than %d files", MOST_ENTRIES);
    closedir(directory);
}

void candidates_search(struct candidates *candidates, int directory, const struct entry *entry)
{
    int lab = entry->is_directory ? -1 : lab_of_path(entry->file);

    if (entry->is_directory)
        search_folder(candidates, directory, entry->name, "", 0);
    else if (lab >= 0)
        take_file(candidates, directory, entry->name, lab);
    else
        archive_search(candidates, directory, entry->name);
}
