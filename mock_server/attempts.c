#include "attempts.h"

#include <err.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

struct path_count {
    unsigned count;
    size_t length;
    const char *path; /* points to `own` if the entry is in the tree */
    char own[];
};

static int compare(const void *one, const void *other)
{
    const struct path_count *left = one, *right = other;

    if (left->length != right->length)
        return left->length < right->length ? -1 : 1;
    return memcmp(left->path, right->path, left->length);
}

static struct path_count *new_path_count(const char *path, size_t length)
{
    struct path_count *entry = malloc(sizeof *entry + length);

    if (!entry)
        errx(1, "no memory to count attempts");
    entry->count = 0;
    entry->length = length;
    entry->path = entry->own;
    memcpy(entry->own, path, length);
    return entry;
}

unsigned attempts_count(struct attempts *attempts, const char *path, size_t length)
{
    struct path_count wanted = {.length = length, .path = path};
    struct path_count **found = tfind(&wanted, &attempts->tree, compare);

    if (!found)
        found = tsearch(new_path_count(path, length), &attempts->tree, compare);
    if (!found)
        errx(1, "no memory to count attempts");
    return ++(*found)->count;
}

void attempts_clear(struct attempts *attempts)
{
    tdestroy(attempts->tree, free);
    attempts->tree = NULL;
}
