/*
 * files.c - the directory of a run.
 */
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "program.h"

#define ROOMY     (256UL << 20) /* bytes */
#define ROW_BYTES 320

struct expected_image *expected_images(const char *manifest, size_t count)
{
    struct expected_image *images = calloc(count + 1, sizeof *images);
    const char *line = manifest;

    if (!images)
        harness_failure("no memory");
    for (size_t i = 1; i <= count; i++) {
        struct expected_image *image = &images[i];
        /* sscanf() first measures its whole text, up to a megabyte here, so give it one line at a time. */
        char row[ROW_BYTES] = "";
        size_t length = strcspn(line, "\n");
        memcpy(row, line, length < sizeof row ? length : sizeof row - 1);
        if (sscanf(row, "%159s %zu %64s", image->url, &image->bytes, image->digest) != 3) {
            free(images);
            return NULL;
        }
        line += length + (line[length] == '\n');
    }
    return images;
}

/* Whether memory has room for the files of all tests. Containers may have little. */
static bool is_roomy(const char *directory)
{
    struct statvfs status;

    return access(directory, W_OK | X_OK) == 0 && statvfs(directory, &status) == 0 &&
           status.f_bavail * status.f_frsize >= ROOMY;
}

char *files_make_root(void)
{
    const char *base = getenv("TMPDIR");
    char *root;

    /* Prefer memory to a disk, so that tests wait only for the program. */
    if (!base)
        base = is_roomy("/dev/shm") ? "/dev/shm" : "/tmp";
    if (asprintf(&root, "%s/fetchlab-XXXXXX", base) < 0 || !mkdtemp(root)) {
        fprintf(stderr, "cannot make a directory in %s for the tests: %s (TMPDIR names another)\n", base,
                strerror(errno));
        return NULL;
    }
    return root;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    if (remove(path) != 0 && errno != ENOENT)
        fprintf(stderr, "cannot remove %s: %s\n", path, strerror(errno));
    return 0;
}

void files_remove(const char *directory)
{
    nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

char *files_make_directory(const char *root)
{
    char *directory;

    if (asprintf(&directory, "%s/run-XXXXXX", root) < 0 || !mkdtemp(directory))
        harness_failure("cannot make a directory in %s: %s", root, strerror(errno));
    return directory;
}

char *files_copy_program(const char *program, const char *directory)
{
    char *copy, buffer[65536];
    ssize_t got;
    const char *name = strrchr(program, '/');
    int from = open(program, O_RDONLY | O_CLOEXEC);

    if (from < 0)
        return NULL;
    if (asprintf(&copy, "%s/%s", directory, name ? name + 1 : program) < 0)
        harness_failure("no memory");
    int to = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
    while ((got = read(from, buffer, sizeof buffer)) > 0)
        if (write(to, buffer, (size_t)got) != got)
            break;
    close(from);
    if (got != 0 || close(to) != 0)
        harness_failure("cannot copy %s to %s: %s", program, copy, strerror(errno));
    return copy;
}

void files_write_list(const char *path, const struct expected_image images[], size_t count)
{
    FILE *file = fopen(path, "we");

    for (size_t i = 1; file && i <= count; i++)
        fprintf(file, "%s\n", images[i].url);
    if (!file || fclose(file) != 0)
        harness_failure("cannot write %s: %s", path, strerror(errno));
}

static void digest_file(int file, char digest[65], size_t *bytes)
{
    uint8_t buffer[16384], sum[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    ssize_t got;

    sha256_init(&context);
    *bytes = 0;
    while ((got = read(file, buffer, sizeof buffer)) > 0) {
        sha256_update(&context, (size_t)got, buffer);
        *bytes += (size_t)got;
    }
    sha256_digest(&context, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++)
        sprintf(digest + 2 * i, "%02x", sum[i]);
}

/* Do not follow links and read only regular files: otherwise a submission could make us wait, or read
 * elsewhere. -1 with errno. */
static int open_regular(const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (file >= 0 && (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) {
        close(file);
        errno = EINVAL;
        return -1;
    }
    return file;
}

FILE *files_open(const char *path)
{
    int file = open_regular(path);

    return file < 0 ? NULL : fdopen(file, "r");
}

/* Servers send an HTML page with a 404 or 500. */
static bool is_html_page(int file)
{
    char begin[16] = "";

    return pread(file, begin, sizeof begin - 1, 0) > 0 &&
           (strncasecmp(begin, "<!DOCTYPE", 9) == 0 || strncasecmp(begin, "<html", 5) == 0);
}

static enum file_state judge_file(const char *path, const struct expected_image *image)
{
    char digest[65];
    size_t bytes;
    int file = open_regular(path);

    if (file < 0)
        return errno == ENOENT ? ABSENT : DAMAGED;
    digest_file(file, digest, &bytes);
    bool whole = bytes == image->bytes && strcmp(digest, image->digest) == 0, page = is_html_page(file);
    close(file);
    return whole ? WHOLE : page ? HTML_PAGE : DAMAGED;
}

size_t files_judge(const char *directory, const struct expected_image images[], size_t count,
                   struct image_result results[])
{
    char path[PATH_MAX];
    size_t whole = 0;

    for (size_t i = 1; i <= count; i++) {
        snprintf(path, sizeof path, "%s/image_%zu.jpg", directory, i);
        results[i].file = judge_file(path, &images[i]);
        if (results[i].file == WHOLE)
            whole++;
    }
    return whole;
}

size_t files_find_early(const char *directory, const struct expected_image images[], size_t count,
                        bool known_whole[])
{
    char path[PATH_MAX];
    struct dirent *entry;
    size_t image, early = 0;
    DIR *listing = opendir(directory);

    while (listing && !early && (entry = readdir(listing))) {
        if (sscanf(entry->d_name, "image_%zu", &image) != 1 || image < 1 || image > count ||
            known_whole[image])
            continue;
        snprintf(path, sizeof path, "%s/image_%zu.jpg", directory, image);
        if (entry->d_type == DT_DIR || strcmp(strrchr(path, '/') + 1, entry->d_name) != 0)
            continue;
        enum file_state file = judge_file(path, &images[image]);
        known_whole[image] = file == WHOLE;
        if (file == DAMAGED || file == HTML_PAGE)
            early = image;
    }
    if (listing)
        closedir(listing);
    return early;
}

void files_block(const char *directory, size_t image, bool also_part)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/image_%zu.jpg", directory, image);
    if (mkdir(path, 0777) != 0)
        harness_failure("cannot make %s: %s", path, strerror(errno));
    snprintf(path, sizeof path, "%s/image_%zu.jpg.part", directory, image);
    if (also_part && mkdir(path, 0777) != 0)
        harness_failure("cannot make %s: %s", path, strerror(errno));
}
