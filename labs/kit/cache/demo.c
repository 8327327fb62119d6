/*
 * demo.c - main() of the cache lab: the transcript of the original course work, or a file of calls.
 */
#include <curl/curl.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../checkpoint.h"
#include "../function.h"
#include "events.h"
#include "script.h"

#define EXIT_SOME_FAILED   1
#define EXIT_COULD_NOT_RUN 2
#define NOT_ZERO           0x5a

static const char help[] =
    "usage: %s [--calls FILE --server URL] [options]\n"
    "  (nothing)        ten calls of a decorated addition, printed one by one\n"
    "  --calls FILE     what to decorate and what to call; labs/kit/cache/script.h describes it\n"
    "  --server URL     the mock server, which gives a new value for each request\n"
    "  --results FILE   write the results of the calls to this file, not to standard output\n"
    "  --checkpoint FD  before and after all calls, write a line to FD and wait for a byte from it\n"
    "Exit status: 0 every call gave a result, 1 some gave an error, 2 it could not begin or continue.\n";

struct options {
    const char *calls, *server, *results;
    int checkpoint; /* or -1 */
};

/* --- The transcript ------------------------------------------------------------------------------------ */

struct addends {
    int left, right;
};

/* The decorated addition, and whether it was called since the last check. */
struct addition {
    struct function function; /* first, so that a pointer to it points to the whole struct */
    bool computed;
};

static bool in_transcript;

void tell_counter(unsigned counter)
{
    if (in_transcript)
        printf("Function called %u times\n", counter);
    else
        events_note_counter(counter);
}

static int call_addition(struct function *self, const void *args, void *result)
{
    struct addition *addition = (struct addition *)self;
    const struct addends *addends = args;
    int *sum = result;

    printf("Calculating data...\n");
    addition->computed = true;
    *sum = addends->left + addends->right;
    return 0;
}

/* It is on the stack of tell_transcript(), which has not returned yet. */
static void release_addition(struct function *self)
{
    (void)self;
}

/* Make one call, and print its lines of the transcript. */
static int tell_call(struct function *decorated, struct addition *addition, struct addends addends)
{
    int sum = 0;

    addition->computed = false;
    int error = decorated->call(decorated, &addends, &sum);
    if (error) {
        fprintf(stderr, "the decorated addition returned an error: %s\n", strerror(error));
        return -1;
    }
    if (!addition->computed)
        printf("Cached data...\n");
    printf("Result: %d\n", sum);
    return 0;
}

static int tell_transcript(void)
{
    static const struct addends calls[] = {{2, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 3},
                                           {2, 3}, {3, 3}, {2, 3}, {2, 3}, {2, 3}};
    struct addition addition = {
        .function =
            {
                .name = "addition",
                .args_size = sizeof(struct addends),
                .result_size = sizeof(int),
                .call = call_addition,
                .release = release_addition,
            },
    };
    struct function *decorated = cache(&addition.function, 3);
    int failed = 0;

    if (!decorated) {
        fprintf(stderr, "cache() returned NULL instead of a function\n");
        return EXIT_COULD_NOT_RUN;
    }
    in_transcript = true;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0] && !failed; i++)
        failed = tell_call(decorated, &addition, calls[i]);
    decorated->release(decorated);
    return failed ? EXIT_SOME_FAILED : EXIT_SUCCESS;
}

/* --- A file of calls ----------------------------------------------------------------------------------- */

/* The address without the slash at its end. Returns NULL after a line on standard error. */
static char *server_address(const char *given)
{
    char *address = strdup(given);

    if (!address || (strncmp(address, "http://", 7) != 0 && strncmp(address, "https://", 8) != 0)) {
        fprintf(stderr, "--server: expected an http or https address, got \"%s\"\n", given);
        free(address);
        return NULL;
    }
    size_t length = strlen(address);
    if (address[length - 1] == '/')
        address[length - 1] = '\0';
    return address;
}

static int run_calls(const struct options *options)
{
    struct script script = {.path = options->calls, .results = stdout};
    char *server = server_address(options->server);
    int failed = 0;

    if (!server)
        return EXIT_COULD_NOT_RUN;
    script.server = server;
    if (options->results && !(script.results = fopen(options->results, "we"))) {
        fprintf(stderr, "cannot write %s: %s\n", options->results, strerror(errno));
        free(server);
        return EXIT_COULD_NOT_RUN;
    }
    mallopt(M_PERTURB, NOT_ZERO); /* memory from malloc() is not zero, and freed memory changes */
    curl_global_init(CURL_GLOBAL_ALL);
    failed = script_run(&script);
    curl_global_cleanup();
    if (options->results && fclose(script.results) != 0) {
        fprintf(stderr, "cannot write %s: %s\n", options->results, strerror(errno));
        failed = -1;
    }
    free(server);
    return failed ? EXIT_COULD_NOT_RUN : script.any_error ? EXIT_SOME_FAILED : EXIT_SUCCESS;
}

/* --- The command line ---------------------------------------------------------------------------------- */

static int take_option(struct options *options, const char *name, const char *text)
{
    char *end;

    if (strcmp(name, "calls") == 0)
        options->calls = text;
    else if (strcmp(name, "server") == 0)
        options->server = text;
    else if (strcmp(name, "results") == 0)
        options->results = text;
    else {
        long number = strtol(text, &end, 10);
        if (end == text || *end != '\0' || number < 0 || number > INT_MAX) {
            fprintf(stderr, "--checkpoint: expected a whole number, got \"%s\"\n", text);
            return -1;
        }
        options->checkpoint = (int)number;
    }
    return 0;
}

/* Returns 0, -1 after a line on standard error, or 1 after printing the help. */
static int read_options(struct options *options, int argc, char *argv[])
{
    static const struct option known[] = {
        {"calls", required_argument, NULL, 0},   {"server", required_argument, NULL, 0},
        {"results", required_argument, NULL, 0}, {"checkpoint", required_argument, NULL, 0},
        {"help", no_argument, NULL, 0},          {NULL, 0, NULL, 0},
    };
    int index, found;

    *options = (struct options){.checkpoint = -1};
    while ((found = getopt_long(argc, argv, "", known, &index)) != -1) {
        if (found != 0)
            return -1; /* getopt_long() has printed the reason */
        if (strcmp(known[index].name, "help") == 0) {
            printf(help, program_invocation_short_name);
            return 1;
        }
        if (take_option(options, known[index].name, optarg) != 0)
            return -1;
    }
    if (optind < argc) {
        fprintf(stderr, "%s: unexpected argument \"%s\"\n", program_invocation_short_name, argv[optind]);
        return -1;
    }
    if (!options->calls != !options->server || (options->results && !options->calls)) {
        fprintf(stderr, "%s needs both --calls and --server; --help explains them\n",
                program_invocation_short_name);
        return -1;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    struct options options;
    int status = read_options(&options, argc, argv);

    if (status != 0)
        return status > 0 ? EXIT_SUCCESS : EXIT_COULD_NOT_RUN;
    if (checkpoint(options.checkpoint, "begin", 1, 0) != 0)
        return EXIT_COULD_NOT_RUN;
    status = options.calls ? run_calls(&options) : tell_transcript();
    check_for_leaks();
    fflush(stdout);
    return checkpoint(options.checkpoint, "end", 1, 0) == 0 ? status : EXIT_COULD_NOT_RUN;
}
