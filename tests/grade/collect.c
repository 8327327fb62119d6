/*
 * collect.c - find each student's files of labs in the submissions of a class:
 *
 *   collect SUBMISSIONS GRADES SKELETONS SEED [LAB [SECRET]]
 *
 * SECRET is the file of which make handout STUDENT= derives seeds: then each student's are used.
 *
 * Writes GRADES/submissions/KEY/LAB.c, and GRADES/class.tsv with a line for each student and lab: key,
 * student, lab, hash of the file, seed, and why it cannot be graded. A separate process reads each
 * submission, so that even a submission that crashes it becomes a line.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../harness/base/sanitize_text.h"
#include "candidates.h"
#include "durable.h"
#include "student_seed.h"

#define KEY_LENGTH    16
#define SECONDS       60
#define MEMORY        ((rlim_t)1 << 30)
#define MOST_METADATA ((size_t)16 << 20)

/* The result for one lab of one submission. */
struct finding {
    char hash[HASH_LENGTH + 1];
    char note[256]; /* why it cannot be graded, or "" */
    size_t size;
};

struct student {
    const char *name; /* as in the entries */
    char key[KEY_LENGTH + 1];
    struct finding findings[MOST_LABS];
};

static struct entry *entries;
static size_t entry_count;
static char secret[SECRET_LENGTH + 1]; /* "" where there is none */
static char skeletons[MOST_LABS][HASH_LENGTH + 1];

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

/* --- The entries --- */

static int by_student(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    int order = a->student && b->student ? strcmp(a->student, b->student)
                                         : (a->student != NULL) - (b->student != NULL);

    return order ? order : strcmp(a->name, b->name);
}

static void read_entries(int directory, const char *path)
{
    DIR *listing = fdopendir(dup(directory));
    struct dirent *found;
    struct stat state;

    while (listing && (found = readdir(listing))) {
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
            continue;
        entries = realloc(entries, (entry_count + 1) * sizeof *entries);
        struct entry *entry = entries ? &entries[entry_count++] : NULL;
        if (!entry || !(entry->name = strdup(found->d_name)))
            fail(path, "not enough memory for its list");
        entry->is_directory =
            fstatat(directory, entry->name, &state, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(state.st_mode);
        layout_read(entry);
    }
    if (!listing)
        fail(path, strerror(errno));
    closedir(listing);
}

static void name_entries(int directory)
{
    size_t size;
    char *metadata = read_regular(directory, "submission_metadata.yml", MOST_METADATA, &size, NULL);

    for (size_t i = 0; metadata && i < entry_count; i++)
        if (entries[i].is_directory)
            layout_name_by_metadata(&entries[i], metadata);
    free(metadata);
}

/* If Gradescope's list gives two folders the same name, they are two students. */
static void tell_namesakes_apart(void)
{
    for (size_t i = 0; i + 1 < entry_count; i++) {
        struct entry *one = &entries[i], *next = &entries[i + 1];
        if (!one->student || !next->student || strcmp(one->student, next->student) != 0 ||
            !one->is_directory || !next->is_directory || strstr(one->name, "_assignsubmission_"))
            continue;
        char *name = NULL;
        if (asprintf(&name, "%s (%s)", next->student, next->name) > 0)
            next->student = name;
    }
}

static unsigned last_attempt(const char *student)
{
    unsigned last = 0;

    for (size_t i = 0; i < entry_count; i++)
        if (entries[i].student && strcmp(entries[i].student, student) == 0 && entries[i].attempt > last)
            last = entries[i].attempt;
    return last;
}

/* --- One submission, in a separate process --- */

static void conclude(const struct candidates *found, int lab, struct finding *finding)
{
    const struct candidate *candidate = &found->labs[lab];

    if (candidate->is_ambiguous)
        snprintf(finding->note, sizeof finding->note, "several files %s.c, which differ", lab_names[lab]);
    else if (*found->problem[lab])
        snprintf(finding->note, sizeof finding->note, "%s", found->problem[lab]);
    else if (!candidate->bytes && *found->trouble)
        snprintf(finding->note, sizeof finding->note, "%s", found->trouble);
    else if (!candidate->bytes)
        snprintf(finding->note, sizeof finding->note, "no file %s.c", lab_names[lab]);
    else
        finding->size = candidate->size;
}

static void write_whole(FILE *pipe, const void *bytes, size_t size)
{
    if (size > 0 && fwrite(bytes, size, 1, pipe) != 1)
        _exit(1);
}

static void search(int directory, const char *student, int output)
{
    struct candidates found = {.skeletons = (const char(*)[HASH_LENGTH + 1]) skeletons};
    unsigned attempt = last_attempt(student);
    FILE *pipe = fdopen(output, "w");

    setrlimit(RLIMIT_AS, &(struct rlimit){MEMORY, MEMORY});
    setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS / 3, SECONDS / 3});
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    alarm(SECONDS);
    for (size_t i = 0; i < entry_count; i++)
        if (entries[i].student && strcmp(entries[i].student, student) == 0 && entries[i].attempt == attempt)
            candidates_search(&found, directory, &entries[i]);
    for (int lab = 0; lab < lab_count; lab++) {
        struct finding finding = {.size = 0};
        conclude(&found, lab, &finding);
        write_whole(pipe, &finding, sizeof finding);
        write_whole(pipe, found.labs[lab].bytes, finding.size);
    }
    _exit(fclose(pipe) == 0 ? 0 : 1);
}

static int read_whole(FILE *pipe, void *bytes, size_t size)
{
    return size == 0 || fread(bytes, size, 1, pipe) == 1 ? 0 : -1;
}

/* Check the output of the process: it is as untrusted as the submission. */
static int receive(FILE *pipe, const char *grades, struct student *student)
{
    static char bytes[MOST_SOURCE];
    char path[4096];

    for (int lab = 0; lab < lab_count; lab++) {
        struct finding *finding = &student->findings[lab];
        if (read_whole(pipe, finding, sizeof *finding) != 0 || finding->size > MOST_SOURCE ||
            read_whole(pipe, bytes, finding->size) != 0)
            return -1;
        finding->hash[0] = finding->note[sizeof finding->note - 1] = '\0';
        make_plain(finding->note);
        if (*finding->note)
            continue;
        hash_of(bytes, finding->size, finding->hash);
        snprintf(path, sizeof path, "%s/submissions/%s/%s.c", grades, student->key, lab_names[lab]);
        if (durable_write(path, bytes, finding->size) != 0)
            exit(1);
    }
    return 0;
}

static void collect(int directory, const char *grades, struct student *student)
{
    char path[4096];
    int ends[2], status = -1;

    snprintf(path, sizeof path, "%s/submissions/%s", grades, student->key);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        fail(path, strerror(errno));
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail("collect", strerror(errno));
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        search(directory, student->name, ends[1]);
    close(ends[1]);
    FILE *pipe = child > 0 ? fdopen(ends[0], "r") : NULL;
    int result = pipe ? receive(pipe, grades, student) : -1;
    if (pipe)
        fclose(pipe);
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0 || result != 0)
        for (int lab = 0; lab < lab_count; lab++)
            student->findings[lab] = (struct finding){
                .note = "cannot read the submission: it takes too much time or memory, or is damaged"};
}

/* --- The class --- */

static void read_skeletons(const char *path)
{
    for (int lab = 0; lab < lab_count; lab++) {
        char name[64];
        size_t size;
        int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        snprintf(name, sizeof name, "%s/%s.c", lab_names[lab], lab_names[lab]);
        char *bytes = read_regular(directory, name, MOST_SOURCE, &size, NULL);
        if (!bytes)
            fail(name, "the skeleton is missing");
        hash_of(bytes, size, skeletons[lab]);
        free(bytes);
        close(directory);
    }
}

/* The student's own seed; else the same file always gets the same one, and no student can know it before the
 * class's seed is drawn. */
static unsigned long seed_of(const char *class_seed, int lab, const struct student *student)
{
    const char *hash = student->findings[lab].hash;
    char text[512], digest[HASH_LENGTH + 1];

    if (*secret)
        return student_seed(secret, student->name);
    snprintf(text, sizeof text, "%s %s %s", class_seed, lab_names[lab], hash);
    hash_of(text, strlen(text), digest);
    digest[12] = '\0';
    return strtoul(digest, NULL, 16) % LARGEST_SEED + 1;
}

/* A name in a form that fits a table. The caller frees it. */
static char *plain_name(const char *name)
{
    char *copy = strdup(name);

    if (!copy)
        fail("collect", "not enough memory");
    for (char *at = copy; *at; at++)
        if (*at == '\t' || *at == '\n')
            *at = ' ';
    make_plain(copy);
    return copy;
}

/* Omit labs for which no student has submitted a file. */
static bool is_asked_for(int lab, const char *only, const struct student *students, size_t count)
{
    bool any = false;

    if (only)
        return strcmp(lab_names[lab], only) == 0;
    for (size_t i = 0; i < count; i++) {
        const struct finding *findings = students[i].findings;
        for (int other = 0; other < lab_count; other++)
            any |= *findings[other].hash != '\0';
        if (*findings[lab].hash || strstr(findings[lab].note, lab_names[lab]) == findings[lab].note ||
            strncmp(findings[lab].note, "there are", 9) == 0)
            return true;
    }
    return !any;
}

static void write_class(const char *grades, const struct student *students, size_t count, const char *seed,
                        const char *only)
{
    char *text = NULL, path[4096];
    size_t size;
    FILE *table = open_memstream(&text, &size);

    for (size_t i = 0; table && i < count; i++) {
        char *name = plain_name(students[i].name);
        for (int lab = 0; lab < lab_count; lab++) {
            const struct finding *finding = &students[i].findings[lab];
            if (!is_asked_for(lab, only, students, count))
                continue;
            fprintf(table, "%s\t%s\t%s\t%s\t%lu\t%s\n", students[i].key, name, lab_names[lab], finding->hash,
                    *finding->hash ? seed_of(seed, lab, &students[i]) : 0, finding->note);
        }
        free(name);
    }
    snprintf(path, sizeof path, "%s/class.tsv", grades);
    if (!table || fclose(table) != 0 || durable_write(path, text, size) != 0)
        exit(1);
    free(text);
}

int main(int argc, char *argv[])
{
    struct student *students;
    size_t count = 0;

    if (argc < 5) {
        fprintf(stderr, "usage: collect SUBMISSIONS GRADES SKELETONS SEED [LAB [SECRET]]\n");
        return 2;
    }
    labs_read();
    setlocale(LC_CTYPE, "C.UTF-8");
    int directory = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        fail(argv[1],
             errno == ENOTDIR ? "is not a directory: unpack the export of the class first" : strerror(errno));
    if (argc > 6 && secret_read(argv[6], false, secret) != 0)
        return 1;
    read_skeletons(argv[3]);
    read_entries(directory, argv[1]);
    name_entries(directory);
    qsort(entries, entry_count, sizeof *entries, by_student);
    tell_namesakes_apart();
    qsort(entries, entry_count, sizeof *entries, by_student);
    students = calloc(entry_count + 1, sizeof *students);
    for (size_t i = 0; students && i < entry_count; i++) {
        if (!entries[i].student) {
            char *name = plain_name(entries[i].name);
            if (entries[i].name[0] != '.' && strcmp(name, "submission_metadata.yml") != 0)
                printf("skipped: %s belongs to no student\n", name);
            free(name);
            continue;
        }
        if (count > 0 && strcmp(students[count - 1].name, entries[i].student) == 0)
            continue;
        char key[HASH_LENGTH + 1];
        students[count].name = entries[i].student;
        hash_of(entries[i].student, strlen(entries[i].student), key);
        snprintf(students[count].key, sizeof students[count].key, "%.*s", KEY_LENGTH, key);
        collect(directory, argv[2], &students[count++]);
    }
    if (count == 0)
        fail(argv[1], "holds no submission: expected a folder, a zip or a tar for each student");
    write_class(argv[2], students, count, argv[4], argc > 5 && *argv[5] ? argv[5] : NULL);
    return 0;
}
