/*
 * layout.c - the names of submissions.
 */
#include "layout.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *lab_names[MOST_LABS];
int lab_count;

void labs_read(void)
{
    const char *labs = getenv("LABS");
    char *copy = strdup(labs ? labs : "");

    for (char *lab = copy ? strtok(copy, " ") : NULL; lab && lab_count < MOST_LABS; lab = strtok(NULL, " "))
        lab_names[lab_count++] = lab;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), most = strlen(end);

    return length >= most && strcasecmp(text + length - most, end) == 0;
}

static const char *const archive_ends[] = {".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tgz",
                                           ".tbz2",   ".txz",     ".tar",    ".zip",     NULL};

/* The position of an archive's ending in a name; NULL if it has none. */
static const char *archive_end(const char *name)
{
    for (size_t i = 0; archive_ends[i]; i++)
        if (ends_with(name, archive_ends[i]))
            return name + strlen(name) - strlen(archive_ends[i]);
    return NULL;
}

bool is_archive_name(const char *name)
{
    return archive_end(name) != NULL;
}

int lab_of_path(const char *path)
{
    const char *base = path;

    for (const char *at = path; *at; at++)
        if (*at == '/' || *at == '\\')
            base = at + 1;
    for (int i = 0; i < lab_count; i++) {
        size_t length = strlen(lab_names[i]);
        if (strncmp(base, lab_names[i], length) == 0 && strcmp(base + length, ".c") == 0)
            return i;
    }
    return -1;
}

/* "anna@example.org_3_threads.c": Autolab's. A domain has no "_". */
static bool read_autolab(struct entry *entry)
{
    const char *at = strchr(entry->name, '@'), *mark = at ? strchr(at, '_') : NULL;
    char *end;

    if (entry->is_directory || !mark || !isdigit((unsigned char)mark[1]))
        return false;
    unsigned long attempt = strtoul(mark + 1, &end, 10);
    if (*end != '_' || !end[1])
        return false;
    entry->student = strndup(entry->name, (size_t)(mark - entry->name));
    entry->attempt = (unsigned)attempt;
    entry->file = end + 1;
    return true;
}

/* Moodle: "Anna Petrova_123_assignsubmission_file_", possibly followed by the file's name. */
static bool read_moodle(struct entry *entry)
{
    static const char mark[] = "_assignsubmission_";
    const char *found = strstr(entry->name, mark);

    if (!found || found == entry->name)
        return false;
    entry->student = strndup(entry->name, (size_t)(found - entry->name));
    const char *rest = strchr(found + strlen(mark), '_');
    entry->file = rest && !entry->is_directory ? rest + 1 : "";
    return true;
}

/* "petrova_threads.c": a file with the student's name. */
static bool read_single_file(struct entry *entry)
{
    for (int i = 0; i < lab_count; i++) {
        char end[32];
        snprintf(end, sizeof end, "_%s.c", lab_names[i]);
        size_t length = strlen(entry->name), most = strlen(end);
        if (length > most && strcmp(entry->name + length - most, end) == 0) {
            entry->student = strndup(entry->name, length - most);
            entry->file = entry->name + length - most + 1;
            return true;
        }
    }
    return false;
}

/* Files next to submissions that are not submissions. */
static bool is_none(const char *name)
{
    static const char *const ends[] = {".yml",  ".yaml", ".csv", ".txt", ".md",
                                       ".html", ".json", ".pdf", NULL};

    for (size_t i = 0; ends[i]; i++)
        if (ends_with(name, ends[i]))
            return true;
    return name[0] == '.' || strcmp(name, "__MACOSX") == 0 || lab_of_path(name) >= 0;
}

void layout_read(struct entry *entry)
{
    entry->student = NULL;
    entry->file = entry->is_directory ? "" : entry->name;
    entry->attempt = 0;
    if (read_moodle(entry) || (!entry->is_directory && (read_autolab(entry) || read_single_file(entry))))
        return;
    if (is_none(entry->name))
        return;
    const char *end = entry->is_directory ? NULL : archive_end(entry->name);
    entry->student =
        end && end > entry->name ? strndup(entry->name, (size_t)(end - entry->name)) : strdup(entry->name);
}

/* Append a value of YAML on one line, without quotes; " + " separates several. */
static void append_value(char *names, size_t size, const char *value)
{
    size_t length = strcspn(value, "\r\n"), used = strlen(names);

    while (length > 0 && (*value == ' ' || *value == '"' || *value == '\''))
        value++, length--;
    while (length > 0 && strchr(" \"'", value[length - 1]))
        length--;
    if (length > 0)
        snprintf(names + used, size - used, "%s%.*s", used ? " + " : "", (int)length, value);
}

void layout_name_by_metadata(struct entry *entry, const char *metadata)
{
    size_t length = strlen(entry->name);
    char names[1024] = "";
    bool inside = false;

    for (const char *line = metadata; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        if (*line != ' ' && *line != '-')
            inside = strncmp(line, entry->name, length) == 0 && line[length] == ':';
        const char *key = line + strspn(line, " -");
        if (inside && strncmp(key, ":name:", 6) == 0)
            append_value(names, sizeof names, key + 6);
        else if (inside && line[0] == ' ' && strncmp(key, ":created_at:", 12) == 0)
            break; /* the results follow */
    }
    if (*names) {
        free(entry->student);
        entry->student = strdup(names);
    }
}
