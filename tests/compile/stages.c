/*
 * stages.c - turn a submission into a program, one stage after another.
 */
#include "stages.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../harness/base/command_line.h"
#include "inspect.h"
#include "read.h"

#define MAX_TEXT ((size_t)32 << 20) /* bytes; a lab's file comes to less than one MiB */

/* Run a command that sees only its files. Returns whether it succeeded. */
static bool run(struct command_line *command)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(command->words[0], command->words);
        fprintf(stderr, "cannot run %s\n", command->words[0]);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* The path of an intermediate file: "name.i". Never freed, because there are few. */
static char *path_of(const struct stages *stages, const char *ending)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s%s", stages->directory, stages->lab, ending) < 0)
        exit(NOT_LINKED);
    return path;
}

static enum outcome say(const struct stages *stages, const char *why)
{
    if (!why)
        return BUILT;
    printf("%s: %s\n", stages->source, why);
    fflush(stdout);
    return REFUSED;
}

/* Check one file at the gate. */
static enum outcome inspect(const struct stages *stages, const char *path,
                            const char *(*look)(const char *, size_t))
{
    size_t size;
    char *text = file_read(path, &size);
    enum outcome outcome;

    if (!text)
        outcome = say(stages, "cannot read the compiler's output");
    else if (size > MAX_TEXT)
        outcome = say(stages, "the compiler's output is larger than 32 MiB");
    else
        outcome = say(stages, look(text, size));
    free(text);
    return outcome;
}

static enum outcome preprocess(const struct stages *stages, const char *text)
{
    struct command_line command = {0};

    command_add_all(&command, (const char *const *)stages->preprocess);
    COMMAND_ADD(&command, "-E", "-o", text, stages->source);
    return run(&command) ? inspect(stages, text, inspect_text) : NOT_COMPILED;
}

/* -fno-ident: otherwise #ident would reach the assembler unchanged. */
static enum outcome compile(const struct stages *stages, const char *text, const char *assembly)
{
    struct command_line command = {0};

    command_add_all(&command, (const char *const *)stages->compile);
    COMMAND_ADD(&command, "-Wno-error", "-fno-ident", "-S", "-o", assembly, text);
    return run(&command) ? inspect(stages, assembly, inspect_assembly) : NOT_COMPILED;
}

static enum outcome assemble(const struct stages *stages, const char *assembly, const char *object)
{
    struct command_line command = {0};
    char usable[256], taken[256];
    size_t size, ignored;

    COMMAND_ADD(&command, stages->compile[0], "-c", "-o", object, assembly);
    if (!run(&command))
        return NOT_COMPILED;
    snprintf(usable, sizeof usable, "build/kit/names/%s.usable", stages->lab);
    snprintf(taken, sizeof taken, "build/kit/names/%s.taken", stages->lab);
    char *bytes = file_read(object, &size);
    struct object_rules rules = {.lab = stages->lab, .flavour = stages->flavour};
    rules.usable = file_read(usable, &ignored);
    rules.taken = file_read(taken, &ignored);
    if (!bytes || !rules.usable || !rules.taken)
        return say(stages, "cannot read the lists of names");
    return say(stages, inspect_object(bytes, size, &rules));
}

/* Make every name local to the file, except those that the kit calls. In the explored flavour, rename the
 * functions that it calls to their replacements. */
static enum outcome hide_names(const struct stages *stages, const char *object)
{
    struct command_line command = {0};

    COMMAND_ADD(&command, "objcopy", "--keep-global-symbol=download_all");
    COMMAND_ADD(&command, "--keep-global-symbol=cache", "--keep-global-symbol=cache_per_arguments");
    if (strstr(stages->flavour, "explored"))
        command_add(&command, "--redefine-syms=tests/instrument/explored/wrapped");
    else if (strstr(stages->flavour, "address"))
        command_add(&command, "--redefine-syms=build/instrument/lab_calls");
    command_add(&command, object);
    return run(&command) ? BUILT : NOT_LINKED;
}

static enum outcome link_program(const struct stages *stages, const char *object, const char *program)
{
    struct command_line command = {0};

    COMMAND_ADD(&command, stages->link[0], "-fno-lto", "-fno-use-linker-plugin", "-o", program, object);
    command_add_all(&command, (const char *const *)stages->link + 1);
    return run(&command) ? BUILT : NOT_LINKED;
}

/* Copy the program to PROGRAM_FD. */
static enum outcome deliver(const char *program)
{
    size_t size, done = 0;
    char *bytes = file_read(program, &size);

    while (bytes && done < size) {
        ssize_t written = write(PROGRAM_FD, bytes + done, size - done);
        if (written <= 0)
            break;
        done += (size_t)written;
    }
    free(bytes);
    if (bytes && done == size)
        return BUILT;
    perror("cannot write the program");
    return NOT_LINKED;
}

enum outcome stages_run(const struct stages *stages)
{
    const char *text = path_of(stages, ".i"), *assembly = path_of(stages, ".s"),
               *object = path_of(stages, ".o"), *program = path_of(stages, "");
    enum outcome outcome;

    fcntl(PROGRAM_FD, F_SETFD, FD_CLOEXEC);
    outcome = preprocess(stages, text);
    if (outcome == BUILT)
        outcome = compile(stages, text, assembly);
    if (outcome == BUILT)
        outcome = assemble(stages, assembly, object);
    if (outcome == BUILT)
        outcome = hide_names(stages, object);
    if (outcome == BUILT)
        outcome = link_program(stages, object, program);
    return outcome == BUILT ? deliver(program) : outcome;
}
