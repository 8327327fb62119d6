/*
 * archive.c - look for files of labs in an archive. Nothing from it is written to a file.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "candidates.h"

#define MOST_ARCHIVE ((int64_t)64 << 20)  /* bytes, packed */
#define MOST_BYTES   ((int64_t)256 << 20) /* unpacked, in total */
#define MOST_RATIO   200                  /* unpacked size to packed; gzip shrinks text to a tenth */
#define FREE_BYTES   ((int64_t)4 << 20)   /* up to this size the ratio does not matter */

/* An archive while it is read. */
struct reading {
    struct archive *archive;
    int64_t packed, unpacked;
    size_t entries;
};

static bool is_bomb(const struct reading *reading, int64_t more)
{
    int64_t streamed = archive_filter_bytes(reading->archive, 0);
    int64_t all = reading->unpacked > streamed ? reading->unpacked : streamed;

    if (more > MOST_BYTES || all + more > MOST_BYTES || reading->entries > MOST_ENTRIES)
        return true;
    return all + more > FREE_BYTES && (all + more) / MOST_RATIO > reading->packed;
}

/* The content of the current entry, which the caller frees; NULL if it is too large or damaged. */
static char *read_entry(struct reading *reading, size_t *size)
{
    char *bytes = malloc(MOST_SOURCE + 2);
    la_ssize_t length;

    *size = 0;
    while (bytes && *size <= MOST_SOURCE &&
           (length = archive_read_data(reading->archive, bytes + *size, MOST_SOURCE + 1 - *size)) != 0) {
        if (length < 0) {
            free(bytes);
            return NULL;
        }
        *size += (size_t)length;
    }
    if (bytes)
        bytes[*size] = '\0';
    return bytes;
}

static const char *path_of(struct archive_entry *entry)
{
    const char *path = archive_entry_pathname(entry);

    return path ? path : archive_entry_pathname_utf8(entry);
}

/* 0, or -1 if the archive is damaged or encrypted. */
static int take_entry(struct candidates *candidates, struct reading *reading, struct archive_entry *entry)
{
    const char *path = path_of(entry);
    int lab = path && !is_of_handout(path) ? lab_of_path(path) : -1;
    size_t size;

    if (lab < 0 || archive_entry_filetype(entry) == AE_IFDIR)
        return 0;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)) {
        candidates_refuse(candidates, lab, "is not a regular file");
        return 0;
    }
    char *bytes = read_entry(reading, &size);
    if (!bytes)
        return -1;
    reading->unpacked += (int64_t)size;
    if (size > MOST_SOURCE) {
        candidates_refuse(candidates, lab, "is larger than 1 MiB, the limit for a lab's file");
        free(bytes);
        return 0;
    }
    candidates_add(candidates, lab, bytes, size);
    return 0;
}

/* NULL if all of it was read; else the reason. */
static const char *read_all(struct candidates *candidates, struct reading *reading)
{
    struct archive_entry *entry;
    int status;

    while ((status = archive_read_next_header(reading->archive, &entry)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        reading->entries++;
        int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
        if (is_bomb(reading, size > 0 ? size : 0))
            return "unpacks to more than the limit for a submission";
        if (take_entry(candidates, reading, entry) != 0)
            return "is damaged or encrypted";
    }
    return status != ARCHIVE_EOF   ? "is damaged, or neither a zip nor a tar"
           : reading->entries == 0 ? "is empty"
                                   : NULL;
}

static struct archive *open_archive(int file)
{
    struct archive *archive = archive_read_new();

    if (!archive)
        return NULL;
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    if (archive_read_open_fd(archive, file, 65536) == ARCHIVE_OK)
        return archive;
    archive_read_free(archive);
    return NULL;
}

/* The contents of an archive count only if all of it can be read. */
static void merge(struct candidates *candidates, struct candidates *inner)
{
    for (int i = 0; i < lab_count; i++) {
        struct candidate *found = &inner->labs[i];
        if (*inner->problem[i])
            strcpy(candidates->problem[i], inner->problem[i]);
        bool is_ambiguous = found->is_ambiguous;
        if (found->bytes)
            candidates_add(candidates, i, found->bytes, found->size);
        candidates->labs[i].is_ambiguous |= is_ambiguous;
    }
}

void archive_search(struct candidates *candidates, int directory, const char *name)
{
    struct candidates *inner = calloc(1, sizeof *inner);
    struct reading reading = {.entries = 0};
    struct stat state;
    const char *why = NULL;
    int file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (file < 0)
        why = errno == ELOOP ? "is a link" : strerror(errno);
    else if (!inner || fstat(file, &state) != 0 || !S_ISREG(state.st_mode))
        why = "is not a regular file";
    else if (state.st_size > MOST_ARCHIVE)
        why = "is larger than 64 MiB";
    else if (!(reading.archive = open_archive(file)))
        why = state.st_size == 0 ? "is empty" : "is damaged, or neither a zip nor a tar";
    if (!why) {
        reading.packed = state.st_size;
        inner->skeletons = candidates->skeletons;
        why = read_all(inner, &reading);
        archive_read_free(reading.archive);
    }
    if (!why)
        merge(candidates, inner);
    else
        snprintf(candidates->trouble, sizeof candidates->trouble, "%.100s %s", name, why);
    if (file >= 0)
        close(file);
    free(inner);
}
