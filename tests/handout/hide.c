/*
 * hide.c - take tests out of a tree that becomes a handout: hide TREE stretch|NAME|LAB/NAME...
 *
 * Out go their rows in the suites, the tests themselves, what no other test uses, and their hints. Where else
 * their names stand is "a_hidden_test".
 */
#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILES  64
#define MAX_TESTS  64
#define MAX_HIDDEN 512
#define STAND_IN   "a_hidden_test"

struct file {
    char *path, *text;
};

/* A row of a suite. */
struct row {
    char lab[32], test[96];
    bool hidden;
};

static struct file suites[MAX_FILES], headers[MAX_FILES];
static size_t suite_count, header_count;
static struct row rows[MAX_HIDDEN];
static size_t row_count;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "make handout: %s: %s\n", what, why);
    exit(1);
}

/* --- Files --- */

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t room = 0;

    if (!file)
        return NULL;
    if (getdelim(&text, &room, '\0', file) < 0)
        text = strdup("");
    fclose(file);
    return text;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");

    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        fail(path, "cannot be written");
}

static size_t read_all(const char *tree, const char *pattern, struct file files[])
{
    char path[4096];
    glob_t found;
    size_t count = 0;

    snprintf(path, sizeof path, "%s/%s", tree, pattern);
    if (glob(path, 0, NULL, &found) != 0)
        return 0;
    for (; count < found.gl_pathc && count < MAX_FILES; count++)
        files[count] = (struct file){found.gl_pathv[count], read_text(found.gl_pathv[count])};
    return count;
}

static void lab_of(const struct file *suite, char lab[32])
{
    snprintf(lab, 32, "%s", strrchr(suite->path, '/') + 1);
    *strstr(lab, "_test.c") = '\0';
}

/* --- Text --- */

static bool is_of_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The next place where the name stands as a whole; NULL. */
static char *find_name(char *text, const char *name)
{
    size_t length = strlen(name);

    for (char *at = text; (at = strstr(at, name)); at += length)
        if ((at == text || !is_of_name(at[-1])) && !is_of_name(at[length]))
            return at;
    return NULL;
}

static void cut(char *from, const char *to)
{
    memmove(from, to, strlen(to) + 1);
}

static char *after_line(char *at)
{
    at += strcspn(at, "\n");
    return at + (*at == '\n');
}

/* With the comment that stands right above it. */
static char *with_comment(char *text, char *at)
{
    while (at > text + 4 && at[-1] == '\n' &&
           (strncmp(at - 3, "*/", 2) == 0 || strncmp(at - 4, "*/ ", 2) == 0)) {
        char *line = at - 1;
        do
            while (line > text && line[-1] != '\n')
                line--;
        while (strncmp(line, "/*", 2) != 0 && line > text && line--);
        at = line;
    }
    return at;
}

/* A definition ends with the first brace in the first column. */
static void cut_definition(char *text, char *at)
{
    char *end = strstr(at, "\n}\n");

    if (!end)
        fail(at, "it has no end");
    end += 3;
    cut(with_comment(text, at), end + (*end == '\n'));
}

static void replace_name(char **text, const char *name)
{
    for (char *at; (at = find_name(*text, name));) {
        char *longer = NULL;
        if (asprintf(&longer, "%.*s" STAND_IN "%s", (int)(at - *text), *text, at + strlen(name)) < 0)
            fail(name, "no memory");
        free(*text);
        *text = longer;
    }
}

/* --- Tests --- */

static bool is_listed(const struct row *row, bool stretch, char *const list[])
{
    char full[160];

    snprintf(full, sizeof full, "%s/%s", row->lab, row->test);
    for (; *list; list++)
        if ((stretch && strcmp(*list, "stretch") == 0) || strcmp(*list, row->test) == 0 ||
            strcmp(*list, full) == 0)
            return true;
    return false;
}

/* Read the rows of a suite, and cut those that are to be hidden. */
static void read_rows(struct file *suite, char *const list[])
{
    static const char *const kinds[] = {"    GRADED(", "    STRETCH_GOAL("};

    for (char *line = suite->text, *next; *line; line = next) {
        next = after_line(line);
        for (int stretch = 0; stretch <= 1 && row_count < MAX_HIDDEN; stretch++) {
            size_t length = strlen(kinds[stretch]);
            struct row *row = &rows[row_count];
            if (strncmp(line, kinds[stretch], length) != 0)
                continue;
            lab_of(suite, row->lab);
            snprintf(row->test, sizeof row->test, "%.*s", (int)strcspn(line + length, ","), line + length);
            row->hidden = is_listed(row, stretch, list);
            row_count++;
            if (row->hidden) {
                cut(line, strstr(line, "),\n") + 3);
                next = line;
            }
        }
    }
}

static void check_list(char *const list[])
{
    for (; *list; list++) {
        const char *slash = strchr(*list, '/');
        bool known = strcmp(*list, "stretch") == 0;
        for (size_t i = 0; i < row_count; i++)
            known |= strcmp(rows[i].test, slash ? slash + 1 : *list) == 0 && (!slash || rows[i].hidden);
        if (!known)
            fail(*list, "no suite has such a test; HIDE takes stretch, or names of tests");
    }
}

/* In one lab, or, for NULL, in each that has it. */
static bool is_hidden(const char *lab, const char *test)
{
    bool hidden = false;

    for (size_t i = 0; i < row_count; i++)
        if (strcmp(rows[i].test, test) == 0 && (!lab || strcmp(rows[i].lab, lab) == 0)) {
            if (!rows[i].hidden)
                return false;
            hidden = true;
        }
    return hidden;
}

static void cut_tests(struct file *file, const char *lab)
{
    char head[128];

    for (size_t i = 0; i < row_count; i++) {
        if (!is_hidden(lab, rows[i].test))
            continue;
        snprintf(head, sizeof head, "\nTEST(%s)\n", rows[i].test);
        char *at = strstr(file->text, head);
        if (at)
            cut_definition(file->text, at + 1);
    }
}

/* --- What no other test uses --- */

/* A name that stands at its definition alone, with this character after it; 0: with any. */
static bool is_unused(const char *name, char after, struct file files[], size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        for (char *at = files[i].text; (at = find_name(at, name)); at++)
            found += after == 0 || at[strlen(name)] == after;
    return found == 1;
}

/* Cut a function, or the definition of a sentence, in files[0], which no file uses. */
static bool cut_unused(struct file files[], size_t count)
{
    for (char *line = files->text; *line; line = after_line(line)) {
        char name[96] = "";
        bool sentence =
            sscanf(line, "#define %95[A-Z_0-9] \"", name) == 1 && strchr(line, '"') < after_line(line);
        char *open = strchr(line, '(');
        bool function = strncmp(line, "static ", 7) == 0 && open && open < after_line(line) &&
                        strchr(open, '{') < strchr(open, ';');
        if (function) {
            char *begin = open;
            while (is_of_name(begin[-1]))
                begin--;
            snprintf(name, sizeof name, "%.*s", (int)(open - begin), begin);
        }
        if ((!sentence && !function) || !*name || !is_unused(name, function ? '(' : 0, files, count))
            continue;
        char *end = line;
        if (function)
            cut_definition(files->text, line);
        while (sentence && (end = after_line(end))[-2] == '\\')
            ;
        if (sentence)
            cut(line, end);
        return true;
    }
    return false;
}

/* --- Words about them --- */

static void cut_hints(char *text, const char *test)
{
    char head[128];

    snprintf(head, sizeof head, "\n## %s\n", test);
    char *at = strstr(text, head), *end = at ? strstr(at + 4, "\n## ") : NULL;
    if (at && end)
        cut(at + 1, end + 1);
    else if (at)
        at[1] = '\0';
}

static void rewrite_words(const char *tree, const char *pattern, const char *lab)
{
    struct file files[MAX_FILES];
    size_t count = read_all(tree, pattern, files);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < row_count; j++)
            if (is_hidden(lab, rows[j].test) && (!lab || strcmp(lab, rows[j].lab) == 0)) {
                cut_hints(files[i].text, rows[j].test);
                replace_name(&files[i].text, rows[j].test);
            }
        write_text(files[i].path, files[i].text);
    }
}

int main(int argc, char *argv[])
{
    if (argc < 3) {
        fprintf(stderr, "usage: hide TREE stretch|NAME|LAB/NAME...\n");
        return 2;
    }
    suite_count = read_all(argv[1], "tests/*_test.c", suites);
    header_count = read_all(argv[1], "tests/*.h", headers);
    for (size_t i = 0; i < suite_count; i++)
        read_rows(&suites[i], argv + 2);
    check_list(argv + 2);
    for (size_t i = 0; i < suite_count; i++) {
        char lab[32], pattern[64];
        lab_of(&suites[i], lab);
        cut_tests(&suites[i], lab);
        while (cut_unused(&suites[i], 1))
            ;
        snprintf(pattern, sizeof pattern, "labs/%s/*.md", lab);
        rewrite_words(argv[1], pattern, lab);
    }
    for (size_t i = 0; i < header_count; i++) {
        struct file users[MAX_FILES + 1] = {headers[i]};
        memcpy(&users[1], suites, suite_count * sizeof *suites);
        cut_tests(users, NULL);
        while (cut_unused(users, suite_count + 1))
            ;
        write_text(headers[i].path, headers[i].text);
    }
    for (size_t i = 0; i < suite_count; i++)
        write_text(suites[i].path, suites[i].text);
    rewrite_words(argv[1], "tests/README.md", NULL);
    return 0;
}
