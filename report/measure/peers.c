/*
 * peers.c - the table of peers, their lists and their command lines.
 */
#include "peers.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system/command.h"
#include "../system/files.h"
#include "../system/program.h"

#define LIST    "{list}"
#define INTO    "{into}"
#define WORKERS "{workers}"
#define OURS    "--images", LIST, "--into", INTO, "--workers", WORKERS /* the options of a lab's program */

#define WITHOUT_LIBCURL "build/report/epoll_client"
#define VERSION_SECONDS 20

#define CURL_OPTIONS "--disable", "--silent", "--show-error", "--fail", "--parallel"

/* clang-format off */
const struct peer peers[] = {
    {"curl", NULL, LIST_FOR_CURL, 0,
     {CURL_OPTIONS, "--parallel-max", WORKERS, "--config", LIST}},
    {"curl-immediate", NULL, LIST_FOR_CURL, 0,
     {CURL_OPTIONS, "--parallel-immediate", "--parallel-max", WORKERS, "--config", LIST}},
    {"aria2c", NULL, LIST_FOR_ARIA2, 0,
     {"--no-conf", "--quiet", "--max-concurrent-downloads", WORKERS, "--input-file", LIST, "--dir", INTO}},
    {"wget2", NULL, LIST_OF_ADDRESSES, 0,
     {"--no-config", "--quiet", "--max-threads", WORKERS, "--input-file", LIST, "--directory-prefix", INTO}},
    {"xargs", NULL, LIST_FOR_XARGS, 200,
     {"--arg-file", LIST, "--max-args", "2", "--max-procs", WORKERS, "curl", "--disable", "--silent", "--fail", "--output"}},
    {"requests", "requests", LIST_OF_ADDRESSES, 0,
     {"report/measure/peers/requests_client.py", OURS}},
    {"aiohttp", "aiohttp", LIST_OF_ADDRESSES, 0,
     {"report/measure/peers/aiohttp_client.py", OURS}},
    {"epoll", NULL, LIST_OF_ADDRESSES, 0,
     {OURS}},
    {.name = NULL},
};
/* clang-format on */

static const char *program_name(const struct peer *peer)
{
    return strategy_named(peer->name)->program;
}

const struct peer *peer_of(const struct configuration *configuration)
{
    for (const struct peer *peer = peers; peer->name; peer++) {
        if (strcmp(configuration->strategy->name, peer->name) == 0)
            return peer;
    }
    return NULL;
}

static void write_for_curl(FILE *out, size_t number, const char *url, const char *into)
{
    fprintf(out, "url = \"%s\"\noutput = \"%s/image_%zu.jpg\"\n", url, into, number);
}

static void write_for_aria2(FILE *out, size_t number, const char *url, const char *into)
{
    (void)into; /* given by --dir */
    fprintf(out, "%s\n  out=image_%zu.jpg\n", url, number);
}

static void write_for_xargs(FILE *out, size_t number, const char *url, const char *into)
{
    fprintf(out, "\"%s/image_%zu.jpg\" %s\n", into, number, url);
}

/* The name of each list, next to the bench's. */
static const struct {
    const char *suffix;
    void (*write)(FILE *out, size_t number, const char *url, const char *into);
} lists[LIST_FORMATS] = {[LIST_OF_ADDRESSES] = {"", NULL},
                         [LIST_FOR_CURL] = {".curl", write_for_curl},
                         [LIST_FOR_ARIA2] = {".aria2", write_for_aria2},
                         [LIST_FOR_XARGS] = {".xargs", write_for_xargs}};

static int write_list(const struct bench *bench, enum list_format format, const char *addresses)
{
    struct whole_file whole;
    char path[PEER_LIST_PATH];
    size_t number = 0;

    snprintf(path, sizeof path, "%s%s", bench->list, lists[format].suffix);
    FILE *out = whole_file_begin(&whole, path);
    if (!out)
        return -1;
    for (const char *line = addresses; *line; line += strcspn(line, "\n") + 1) {
        char url[256];
        snprintf(url, sizeof url, "%.*s", (int)strcspn(line, "\n"), line);
        lists[format].write(out, ++number, url, bench->images);
    }
    return whole_file_end(&whole);
}

int peers_write_lists(const struct bench *bench)
{
    char *addresses = read_text(bench->list);
    int result = addresses ? 0 : -1;

    for (size_t format = 0; result == 0 && format < LIST_FORMATS; format++) {
        if (lists[format].write)
            result = write_list(bench, format, addresses);
    }
    free(addresses);
    return result;
}

void peer_command(const struct bench *bench, const struct peer *peer, struct command_line *command)
{
    const char **arguments = command->arguments;

    snprintf(command->list, sizeof command->list, "%s%s", bench->list, lists[peer->format].suffix);
    *arguments++ = program_name(peer);
    for (const char *const *argument = peer->arguments; *argument; argument++) {
        if (strcmp(*argument, LIST) == 0)
            *arguments++ = command->list;
        else if (strcmp(*argument, INTO) == 0)
            *arguments++ = bench->images;
        else if (strcmp(*argument, WORKERS) == 0)
            *arguments++ = command->workers;
        else
            *arguments++ = *argument;
    }
    *arguments = NULL;
}

/* The name of a program or a Python module in the facts. */
static const char *name_of(const struct peer *peer)
{
    return peer->module ? peer->module : program_name(peer);
}

/* The first word that begins with a digit: the version in the output of `program --version`. */
static void version_in(const char *text, char version[], size_t size)
{
    snprintf(version, size, "?");
    for (const char *word = text; *word; word += strcspn(word, " \n"), word += strspn(word, " \n")) {
        if (isdigit((unsigned char)*word)) {
            snprintf(version, size, "%.*s", (int)strcspn(word, " \n,;"), word);
            return;
        }
    }
}

/* Whether it starts. Also finds the version that it prints. */
static bool find_version(const struct peer *peer, char version[], size_t size)
{
    char script[80];
    const char *const program[] = {program_name(peer), "--version", NULL};
    const char *const module[] = {program_name(peer), "-c", script, NULL};

    snprintf(script, sizeof script, "import %.20s as m; print(m.__version__)",
             peer->module ? peer->module : "sys");
    struct program_run run = run_program(peer->module ? module : program, VERSION_SECONDS);
    version_in(run.output, version, size);
    return run.status == 0 &&
           (peer->format != LIST_FOR_XARGS || command_exists("curl")); /* xargs starts curl */
}

void peers_find(struct facts *facts)
{
    char found[160] = "", missing[160] = "";

    for (const struct peer *peer = peers; peer->name; peer++) {
        char version[32], entry[80];
        if (strcmp(program_name(peer), WITHOUT_LIBCURL) == 0)
            continue; /* built with the report */
        if (strstr(found, name_of(peer)) || strstr(missing, name_of(peer)))
            continue; /* calls the same program in another way */
        bool installed = find_version(peer, version, sizeof version);
        char *list = installed ? found : missing;
        snprintf(entry, sizeof entry, "%s%s%s%s", *list ? ", " : "", name_of(peer), installed ? " " : "",
                 installed ? version : "");
        strncat(list, entry, sizeof found - 1 - strlen(list));
    }
    facts_set(facts, "peers", "%s", found);
    facts_set(facts, "peers_missing", "%s", missing);
}

bool peer_is_installed(const struct facts *facts, const struct peer *peer)
{
    const char *found = fact_text(facts, "peers");

    return strcmp(program_name(peer), WITHOUT_LIBCURL) == 0 || (found && strstr(found, name_of(peer)));
}
