/*
 * bench.c - set the bench up and clear it away.
 */
#include "bench.h"

#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../system/files.h"
#include "peers.h"

#define MAX_SETTINGS 8

/* Memory is the best place for the images: a disk would add noise of its own. */
static int make_temporary_directory(struct bench *bench)
{
    const char *given = getenv("TMPDIR");
    const char *parents[] = {"/dev/shm", given && *given ? given : "/tmp", "/tmp"};

    for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
        int length =
            snprintf(bench->directory, sizeof bench->directory, "%s/download-report-XXXXXX", parents[i]);
        if ((size_t)length < sizeof bench->directory && mkdtemp(bench->directory)) {
            snprintf(bench->list, sizeof bench->list, "%s/list", bench->directory);
            snprintf(bench->images, sizeof bench->images, "%s/images", bench->directory);
            return 0;
        }
    }
    warn("cannot create a directory for temporary files");
    return -1;
}

static int start_server(struct bench *bench, const char *const further[])
{
    char images[32], bytes[40], seed[40];
    const char *settings[3 + MAX_SETTINGS + 1] = {images, bytes, seed};

    snprintf(images, sizeof images, "images %zu", bench->image_count);
    snprintf(bytes, sizeof bytes, "image-bytes %zu", bench->image_bytes);
    snprintf(seed, sizeof seed, "seed %llu", (unsigned long long)bench->seed);
    for (size_t i = 0; i < MAX_SETTINGS && further[i]; i++)
        settings[3 + i] = further[i];
    return server_start(&bench->server, SERVER_PROGRAM, settings);
}

/* The programs read a file, so that the measurement includes no request for a list. */
static int save_list(const struct bench *bench, char *manifest)
{
    struct whole_file whole;
    FILE *file = manifest ? whole_file_begin(&whole, bench->list) : NULL;

    if (!file)
        return -1;
    for (char *line, *rest = manifest; (line = strsep(&rest, "\n")) && *line;)
        fprintf(file, "%.*s\n", (int)strcspn(line, "\t"), line);
    return whole_file_end(&whole);
}

int bench_open(struct bench *bench, const char *const settings[])
{
    if (make_temporary_directory(bench) == -1)
        return -1;
    if (start_server(bench, settings) == -1) {
        remove_tree(bench->directory);
        return -1;
    }
    char *manifest = server_command(&bench->server, "manifest");
    int result = save_list(bench, manifest);
    free(manifest);
    if (result == -1)
        bench_close(bench);
    return result;
}

void bench_close(struct bench *bench)
{
    server_stop(&bench->server);
    remove_tree(bench->directory);
}

/* Keep the program on the last core that we may use. Returns the number of arguments that this takes. */
static size_t name_core(struct command_line *command)
{
    cpu_set_t allowed;
    int core = CPU_SETSIZE;

    if (sched_getaffinity(0, sizeof allowed, &allowed) == -1)
        return 0;
    while (core > 0 && !CPU_ISSET(core - 1, &allowed))
        core--;
    snprintf(command->core, sizeof command->core, "%d", core - 1);
    command->arguments[0] = "taskset";
    command->arguments[1] = "--cpu-list";
    command->arguments[2] = command->core;
    return 3;
}

void bench_command(const struct bench *bench, const struct configuration *configuration,
                   struct command_line *command)
{
    const struct peer *peer = peer_of(configuration);

    snprintf(command->workers, sizeof command->workers, "%zu", configuration->workers);
    snprintf(command->work, sizeof command->work, "%zu", configuration->work);
    if (peer) {
        peer_command(bench, peer, command);
        return;
    }
    const char *arguments[] = {program_of(configuration->strategy),
                               "--images",
                               bench->list,
                               "--into",
                               bench->images,
                               "--workers",
                               command->workers,
                               "--work",
                               command->work,
                               configuration->fresh ? "--fresh-connections" : NULL,
                               NULL};
    size_t before = configuration->cores == 1 ? name_core(command) : 0;
    memcpy(command->arguments + before, arguments, sizeof arguments);
}

size_t status_number(const char *status, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = status; (at = strstr(at, name)); at += length) {
        if (at[length] == '=' && (at == status || at[-1] == ' '))
            return strtoul(at + length + 1, NULL, 10);
    }
    return 0;
}

size_t expected_in_flight(size_t images, const struct configuration *configuration)
{
    size_t workers = configuration->strategy->role == ROLE_MISTAKE ? 1 : configuration->workers;

    return workers < images ? workers : images;
}
