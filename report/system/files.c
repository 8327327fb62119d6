/*
 * files.c - complete files, and directories.
 */
#include "files.h"

#include <err.h>
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

FILE *whole_file_begin(struct whole_file *whole, const char *path)
{
    snprintf(whole->path, sizeof whole->path, "%s", path);
    int length = snprintf(whole->temporary, sizeof whole->temporary, "%s.part", path);
    if (length < 0 || (size_t)length >= sizeof whole->temporary) {
        warnx("%s: name too long", path);
        return NULL;
    }
    whole->file = fopen(whole->temporary, "w");
    if (!whole->file)
        warn("%s", whole->temporary);
    return whole->file;
}

int whole_file_end(struct whole_file *whole)
{
    int failed = ferror(whole->file);

    failed |= fclose(whole->file);
    if (!failed)
        failed = rename(whole->temporary, whole->path);
    if (failed) {
        warn("%s", whole->path);
        unlink(whole->temporary);
        return -1;
    }
    return 0;
}

int make_directories(const char *path)
{
    char partial[PATH_MAX];

    snprintf(partial, sizeof partial, "%s", path);
    for (char *slash = partial + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(partial, 0777); /* ignore errors: the last call shows whether it worked */
        *slash = '/';
    }
    if (mkdir(path, 0777) == -1 && errno != EEXIST) {
        warn("%s", path);
        return -1;
    }
    return 0;
}

int remove_tree(const char *path)
{
    char *paths[] = {(char *)path, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    int result = 0;

    if (!tree) {
        warn("%s", path);
        return -1;
    }
    for (FTSENT *entry; (entry = fts_read(tree));) {
        if (entry->fts_info != FTS_D && remove(entry->fts_accpath) == -1 && errno != ENOENT) {
            warn("%s", entry->fts_path);
            result = -1;
        }
    }
    fts_close(tree);
    return result;
}

size_t count_files(const char *path, size_t bytes)
{
    char *paths[] = {(char *)path, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    size_t count = 0;

    if (!tree)
        return 0;
    for (FTSENT *entry; (entry = fts_read(tree));) {
        if (entry->fts_info == FTS_F && (size_t)entry->fts_statp->st_size == bytes)
            count++;
    }
    fts_close(tree);
    return count;
}

char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t capacity = 0;

    if (!file) {
        warn("%s", path);
        return NULL;
    }
    if (getdelim(&text, &capacity, '\0', file) == -1) {
        free(text);
        text = ferror(file) ? NULL : strdup("");
    }
    if (!text)
        warn("%s", path);
    fclose(file);
    return text;
}
