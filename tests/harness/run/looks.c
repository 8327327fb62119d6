/*
 * looks.c - checks shared by the parts of the monitor, and reasons to stop a program.
 */
#include "looks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/descendants.h"
#include "../launch/files.h"
#include "../observe/code.h"

struct snapshot look(const struct watch *watch)
{
    return snapshot_take(watch->server->pid);
}

void look_at_files(struct watch *watch)
{
    const struct watched_files *files = watch->files;

    if (!watch->run->seen_early)
        watch->run->seen_early =
            files_find_early(files->directory, files->expected, files->count, watch->whole);
}

void stop_flood(struct watch *watch)
{
    watch->watched.foul = "the program sent far more requests than there are images, and was stopped:\n"
                          "a loop sends requests without end, and never finds that all images are done";
    watch->watched.foul_cause = FLOOD;
}

void stop_for_limit(struct watch *watch, const char *met)
{
    watch->watched.foul = met;
    watch->watched.foul_cause = LIMIT;
}

void expect_no_new_code(struct watch *watch)
{
    char *found = code_find_new(watch->program->path, watch->server->pid), *message;

    if (!found)
        return;
    if (asprintf(&message,
                 "the program has executable memory with code that the compiler has not made "
                 "(labs/kit/README.md has the limits): %s",
                 found) < 0)
        harness_failure("no memory");
    stop_for_limit(watch, message);
    free(found);
}

void find_reports(pid_t process, char target[64])
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/fd/%d", process, REPORT_FD);
    ssize_t length = readlink(path, target, 63);
    target[length > 0 ? length : 0] = '\0';
}

void expect_reports(struct watch *watch)
{
    char target[64];

    if (!is_running(watch->program->self))
        return; /* it has ended, which is reported elsewhere */
    find_reports(watch->program->self, target);
    if (watch->program->reports < 0 || strcmp(target, watch->reports) != 0)
        watch->watched.foul =
            "the program closed or replaced a descriptor that it had not opened (200, for the reports of "
            "sanitizers)";
}
