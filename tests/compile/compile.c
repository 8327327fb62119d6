/*
 * compile.c - make a program of a submission, or report why not:
 *
 *   compile SOURCE PROGRAM LAB FLAVOUR PREPROCESSOR OPTION... -- COMPILER OPTION... -- LINKER OPTION...
 *   compile usable FILE... | compile taken FILE...      print lists of names (names.h)
 *
 * With SANDBOX=1 everything that reads the submission runs in a sandbox. Without, only its time, memory and
 * output are limited.
 */
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../harness/base/sanitize_text.h"
#include "names.h"
#include "stages.h"
#include "walls.h"

#define MOST_SOURCE (1 << 20) /* bytes */
#define MOST_WORDS  600

static char directory[4096], unfinished[4096];

/* --- The submission's files --- */

/* Refuse files that never end, such as devices, and links that lead out of the folder. */
static const char *inspect_source(const char *path)
{
    struct stat state;

    if (lstat(path, &state) != 0)
        return "cannot be read";
    if (!S_ISREG(state.st_mode))
        return S_ISLNK(state.st_mode) ? "is a link to another file: put the file itself here"
                                      : "is not a regular file";
    return state.st_size > MOST_SOURCE ? "is larger than 1 MiB, which no lab needs" : NULL;
}

static char neighbour[256]; /* the first file that is not a plain file, a directory or a link */

static int look_at_neighbour(const char *path, const struct stat *state, int type, struct FTW *place)
{
    (void)type;
    if (S_ISREG(state->st_mode) || S_ISDIR(state->st_mode) || S_ISLNK(state->st_mode))
        return 0;
    snprintf(neighbour, sizeof neighbour, "%s", path + place->base);
    return 1;
}

/* The compiler can include every file of the folder. */
static int inspect_neighbours(const char *source)
{
    char *copy = strdup(source);

    if (copy)
        nftw(dirname(copy), look_at_neighbour, 8, FTW_PHYS);
    free(copy);
    if (!*neighbour)
        return 0;
    make_plain(neighbour);
    fprintf(stderr, "%s: its folder also holds %s, which is not a regular file: remove it\n", source,
            neighbour);
    return -1;
}

/* --- Words --- */

/* The length of an escape sequence that sets a colour, as gcc prints it; 0 if `text` begins with none. */
static size_t colour_length(const char *text)
{
    if (text[0] != '\033' || text[1] != '[')
        return 0;
    size_t length = 2 + strspn(text + 2, "0123456789;");
    return text[length] == 'm' || text[length] == 'K' ? length + 1 : 0;
}

/* Print text that may quote a submission. Escape sequences in it lose their effect, except wanted colours. */
static void print_words(char *text, bool coloured)
{
    while (*text) {
        size_t colour = coloured ? colour_length(text) : 0, length = 0;
        fwrite(text, 1, colour, stderr);
        text += colour;
        while (text[length] && (length == 0 || text[length] != '\033'))
            length++;
        char *part = strndup(text, length);
        if (part && !(coloured && colour_length(part))) {
            make_plain(part);
            fputs(part, stderr);
        } else
            length = 0;
        free(part);
        text += length;
    }
    fflush(stderr);
}

/* --- A program --- */

static int remove_one(const char *path, const struct stat *state, int type, struct FTW *place)
{
    (void)state, (void)type, (void)place;
    return remove(path);
}

static void clear_up(void)
{
    if (*directory)
        nftw(directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    if (*unfinished)
        unlink(unfinished);
    *directory = *unfinished = '\0';
}

static void leave(int signal)
{
    stop_bounded();
    clear_up();
    _exit(128 + signal);
}

static void make_directory(void)
{
    const char *above = getenv("TMPDIR");

    snprintf(directory, sizeof directory, "%s/fetchlab-XXXXXX", above && *above ? above : "/tmp");
    if (!mkdtemp(directory)) {
        perror(directory);
        *directory = '\0';
        exit(1);
    }
}

/* "-w": this flavour is not the one that warns. */
static bool is_quiet(char *const compile[])
{
    for (; *compile; compile++)
        if (strcmp(*compile, "-w") == 0)
            return true;
    return false;
}

/* A compiler that was stopped names no place in the source. */
static bool was_stopped(const char *words, const char *source)
{
    const char *error = strstr(words, "error: ");

    while (error && error - words >= 6 && strncmp(error - 6, "fatal ", 6) == 0)
        error = strstr(error + 1, "error: ");
    return !error && !strstr(words, source);
}

static void print_stopped(const char *source)
{
    fprintf(stderr,
            "%s: the compiler was stopped: this source needs more time, memory or disk than allowed\n",
            source);
}

/* Name the submission in every failure that it causes: the loop distinguishes it in this way from a failure
 * of the machine. */
static void name_source(const char *words, const char *source)
{
    if (!strstr(words, source))
        fprintf(stderr, "%s: this source cannot be made into a program\n", source);
}

/* Print the compiler's messages about the source. Those about the preprocessed text give wrong columns. */
static int print_complaint(const char *source, bool sandboxed, char *const compile[])
{
    struct bounded bounded = {
        .sandboxed = sandboxed, .source = source, .directory = directory, .program = -1};
    char *words[MOST_WORDS + 8];
    size_t count = 0;
    bool coloured = isatty(STDERR_FILENO);

    for (; compile[count] && count < MOST_WORDS; count++) {
        words[count] = compile[count];
        coloured |= strncmp(compile[count], "-fdiagnostics-color", 19) == 0;
    }
    if (coloured && !sandboxed)
        words[count++] = "-fdiagnostics-color=always";
    else
        words[count++] = "-fdiagnostics-color=never";
    memcpy(words + count, (char *const[]){"-S", "-o", "/dev/null", (char *)source, NULL}, 5 * sizeof *words);
    if (run_bounded(&bounded, words) != 0)
        return -1;
    bool stopped = bounded.status != 0 && was_stopped(bounded.complained, source);
    bool named = strstr(bounded.complained, source) != NULL;
    print_words(bounded.complained, coloured && !sandboxed);
    if (stopped)
        print_stopped(source);
    else if (bounded.status != 0 && !named)
        name_source("", source); /* the messages used another name */
    return bounded.status;
}

/* The command that runs the stages: this program again. */
static int run_stages(struct bounded *bounded, char *self, char *const arguments[])
{
    char *words[MOST_WORDS + 8] = {self, "--stages", bounded->sandboxed ? "/tmp" : directory};
    size_t count = 3;

    for (; *arguments && count < MOST_WORDS; arguments++)
        words[count++] = *arguments;
    words[count] = NULL;
    return run_bounded(bounded, words);
}

/* 0 if the program was made, or 1 after a message on standard error. */
static int finish(struct bounded *bounded, char *const compile[])
{
    if (*bounded->said) {
        print_words(bounded->said, false);
        return 1;
    }
    if (bounded->status == NOT_LINKED) {
        print_words(bounded->complained, false);
        if (bounded->sandboxed || !strstr(bounded->complained, "No space left on device"))
            name_source(bounded->complained, bounded->source);
        return 1;
    }
    if (bounded->status == BUILT && (is_quiet(compile) || !*bounded->complained))
        return 0;
    int status = print_complaint(bounded->source, bounded->sandboxed, compile);
    if (status == 0 && bounded->status != BUILT)
        print_stopped(bounded->source);
    return status == 0 && bounded->status == BUILT ? 0 : 1;
}

/* SOURCE PROGRAM LAB FLAVOUR PREPROCESSOR OPTION... -- ... */
static int build(char *self, char *arguments[])
{
    const char *sandbox = getenv("SANDBOX"), *program = arguments[1], *why = inspect_source(arguments[0]);
    char *compile[MOST_WORDS + 1] = {NULL};
    struct bounded bounded = {.sandboxed = sandbox && strcmp(sandbox, "1") == 0, .source = arguments[0]};

    if (why) {
        fprintf(stderr, "%s %s\n", arguments[0], why);
        return 1;
    }
    if (inspect_neighbours(arguments[0]) != 0)
        return 1;
    for (size_t i = 0; i < MOST_WORDS && arguments[4 + i] && strcmp(arguments[4 + i], "--") != 0; i++)
        compile[i] = arguments[4 + i];
    for (int i = 0; i < 3; i++)
        signal((const int[]){SIGINT, SIGTERM, SIGHUP}[i], leave);
    make_directory();
    bounded.directory = directory;
    snprintf(unfinished, sizeof unfinished, "%s.%d", program, getpid());
    bounded.program = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0777);
    if (bounded.program < 0) {
        perror(unfinished);
        return 1;
    }
    if (run_stages(&bounded, self, arguments) != 0 || finish(&bounded, compile) != 0)
        return 1;
    if (rename(unfinished, program) != 0) {
        perror(program);
        return 1;
    }
    *unfinished = '\0';
    return 0;
}

/* Cut off everything after the next "--". */
static char **cut(char **words)
{
    while (*words && strcmp(*words, "--") != 0)
        words++;
    if (*words)
        *words++ = NULL;
    return words;
}

/* DIRECTORY SOURCE PROGRAM LAB FLAVOUR, and the three commands. */
static int do_stages(char *arguments[])
{
    struct stages stages = {.directory = arguments[0],
                            .source = arguments[1],
                            .lab = arguments[3],
                            .flavour = arguments[4],
                            .preprocess = arguments + 5};

    stages.compile = cut(stages.preprocess);
    stages.link = cut(stages.compile);
    return (int)stages_run(&stages);
}

static int print_names(char *const paths[], int count, bool usable)
{
    int result = 0;

    for (int i = 0; i < count; i++)
        result |= names_print(paths[i], usable);
    return result == 0 ? 0 : 2;
}

int main(int argc, char *argv[])
{
    if (argc >= 3 && (strcmp(argv[1], "usable") == 0 || strcmp(argv[1], "taken") == 0))
        return print_names(argv + 2, argc - 2, strcmp(argv[1], "usable") == 0);
    if (argc >= 9 && strcmp(argv[1], "--stages") == 0)
        return do_stages(argv + 2);
    if (argc < 8) {
        fprintf(stderr,
                "usage: compile SOURCE PROGRAM LAB FLAVOUR PREPROCESSOR... -- COMPILER... -- LINKER... | "
                "usable|taken FILE...\n");
        return 2;
    }
    int status = build(argv[0], argv + 1);
    clear_up();
    return status;
}
