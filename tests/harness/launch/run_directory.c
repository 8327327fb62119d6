/*
 * run_directory.c - the working directory of a run, and the files left there.
 */
#include "run_directory.h"

#include <errno.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/failure.h"
#include "../verdict/grading.h"
#include "files.h"
#include "isolation.h"
#include "program.h"
#include "sandbox.h"

static char *make_room(const char *room, const char *name)
{
    char *path;

    if (asprintf(&path, "%s%s", room, name) < 0 || mkdir(path, 0777) != 0)
        harness_failure("cannot make a directory in %s: %s", room, strerror(errno));
    if (grading.sandboxed)
        sandbox_own(path);
    return path;
}

char *run_directory_make(void)
{
    char *room = files_make_directory(grading.root);

    if (grading.isolated)
        isolation_bound(room);
    if (grading.sandboxed)
        sandbox_own(room);
    free(make_room(room, TEMPORARY));
    free(make_room(room, SHARED));
    free(make_room(room, QUEUES));
    char *directory = make_room(room, WORK);
    free(room);
    return directory;
}

void run_directory_remove(const char *directory)
{
    char *room = run_directory_beside(directory, "");

    if (grading.isolated)
        isolation_release(room);
    files_remove(room);
    free(room);
}

/* nftw() passes no context to its callback. */
static struct {
    const char *room, *into;
    const struct scenario *scenario;
    char *stray;
} search;

/* Whether it is the directory of the images or one of its parents. */
static bool leads_to_images(const char *name)
{
    size_t length = strlen(name);

    return strncmp(search.into, name, length) == 0 &&
           (search.into[length] == '/' || search.into[length] == '\0');
}

/* Whether a run may have this name there. Directories take the place of unsavable images. */
static bool is_picture(const char *name, bool is_directory)
{
    size_t step, image, length = strlen(search.into);
    char folder[64], picture[128], part[160];

    if (is_directory && leads_to_images(name))
        return true;
    if (strncmp(name, search.into, length) != 0 || name[length] != '/')
        return false;
    name += length + 1;
    if (sscanf(name, "step_%zu", &step) != 1 || step < 1 || step > search.scenario->cycles)
        return false;
    snprintf(folder, sizeof folder, "step_%zu", step);
    if (strcmp(name, folder) == 0)
        return is_directory;
    if (strncmp(name, folder, strlen(folder)) != 0 ||
        sscanf(name + strlen(folder), "/image_%zu.jpg", &image) != 1 || image < 1 ||
        image > search.scenario->images)
        return false;
    snprintf(picture, sizeof picture, "%s/image_%zu.jpg", folder, image);
    snprintf(part, sizeof part, "%s.part", picture);
    if (scenario_has(search.scenario, image, UNSAVABLE) && strcmp(name, part) == 0)
        return is_directory;
    if (scenario_blocks(search.scenario, image))
        return is_directory && strcmp(name, picture) == 0;
    return !is_directory && strcmp(name, picture) == 0;
}

/* Whether the kit, the scenario or the harness created it; `name` begins in the room. */
static bool is_expected(const char *name, bool is_directory)
{
    static const char *const directories[] = {"", WORK, TEMPORARY, SHARED, QUEUES};
    static const char *const files[] = {WORK "/list", WORK "/outcomes", WORK "/results"};

    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++)
        if (is_directory && strcmp(name, directories[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (!is_directory && strcmp(name, files[i]) == 0)
            return true;
    return search.into && strncmp(name, WORK "/", strlen(WORK "/")) == 0 &&
           is_picture(name + strlen(WORK "/"), is_directory);
}

/* The name that the program uses for it. */
static char *name_for_program(const char *name)
{
    static const struct {
        const char *here, *there;
    } places[] = {{WORK "/", ""}, {TEMPORARY "/", "/tmp/"}, {SHARED "/", "/dev/shm/"}, {"/", "../"}};
    char *words = NULL;

    for (size_t i = 0; !words; i++)
        if (strncmp(name, places[i].here, strlen(places[i].here)) == 0 &&
            asprintf(&words, "%s%s", places[i].there, name + strlen(places[i].here)) < 0)
            harness_failure("no memory");
    return words;
}

static int look_at(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    const char *name = path + strlen(search.room);

    (void)status, (void)walk;
    if (is_expected(name, kind == FTW_D))
        return 0;
    search.stray = name_for_program(name);
    return 1;
}

char *run_directory_find_stray(const char *directory, const char *into, const struct scenario *scenario)
{
    char *room = run_directory_beside(directory, "");

    search.room = room;
    search.into = into;
    search.scenario = scenario;
    search.stray = NULL;
    nftw(room, look_at, 16, FTW_PHYS);
    free(room);
    return search.stray;
}
