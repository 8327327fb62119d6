/*
 * options.c - the command line of a download lab's program.
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: %s --images FILE|URL --into DIR [options]\n"
    "  --images FILE|URL        a list of URLs: a file, or an address (of a mock server, ending in \"/\")\n"
    "  --into DIR               save DIR/step_1/image_1.jpg and so on\n"
    "  --workers N              at most N downloads in flight at once (10)\n"
    "  --cycles N               download the whole list N times (1)\n"
    "  --outcomes FILE          write a line for each image: step, image, outcome\n"
    "  --give-up-after SECONDS  time limit for one image (30); may be a fraction such as 0.5\n"
    "  --fresh-connections      open a new connection for each image\n"
    "  --work N                 decode and shrink each saved image N times (0)\n"
    "  --checkpoint FD          before and after each cycle, write a line to FD and wait for a byte from it\n"
    "Exit status: 0 all images saved, 1 some not, 2 it could not begin.\n";

/* Read a whole number from `least` to `most`. */
static int take_number(const char *option, const char *text, unsigned long least, unsigned long most,
                       unsigned long *number)
{
    char *end;

    errno = 0;
    *number = strtoul(text, &end, 10);
    if (errno == 0 && end != text && *end == '\0' && text[0] != '-' && *number >= least && *number <= most)
        return 0;
    fprintf(stderr, "--%s: expected a whole number of at least %lu, got \"%s\"\n", option, least, text);
    return -1;
}

/* Read a number of seconds, with or without a fraction. Returns milliseconds. */
static int take_seconds(const char *option, const char *text, long *milliseconds)
{
    char *end;
    double seconds = strtod(text, &end);

    if (end != text && *end == '\0' && seconds >= 0.001 && seconds <= 100000) {
        *milliseconds = (long)(seconds * 1000 + 0.5);
        return 0;
    }
    fprintf(stderr, "--%s: expected a number of seconds of at least 0.001, got \"%s\"\n", option, text);
    return -1;
}

static int take_option(struct options *options, const char *name, const char *text)
{
    unsigned long number = 0;
    int result = 0;

    if (strcmp(name, "images") == 0)
        options->images = text;
    else if (strcmp(name, "into") == 0)
        options->into = text;
    else if (strcmp(name, "outcomes") == 0)
        options->outcomes = text;
    else if (strcmp(name, "fresh-connections") == 0)
        options->transfer.fresh_connections = true;
    else if (strcmp(name, "workers") == 0) {
        result = take_number(name, text, 1, 100000, &number);
        options->workers = number;
    } else if (strcmp(name, "cycles") == 0) {
        result = take_number(name, text, 1, 100000, &number);
        options->cycles = number;
    } else if (strcmp(name, "give-up-after") == 0) {
        result = take_seconds(name, text, &options->transfer.give_up_after);
    } else if (strcmp(name, "work") == 0) {
        result = take_number(name, text, 0, 1000000, &number);
        options->transfer.work = number;
    } else if (strcmp(name, "checkpoint") == 0) {
        result = take_number(name, text, 0, INT_MAX, &number);
        options->checkpoint = (int)number;
    }
    return result;
}

int options_read(struct options *options, int argc, char *argv[])
{
    static const struct option known[] = {
        {"images", required_argument, NULL, 0},
        {"into", required_argument, NULL, 0},
        {"workers", required_argument, NULL, 0},
        {"cycles", required_argument, NULL, 0},
        {"outcomes", required_argument, NULL, 0},
        {"give-up-after", required_argument, NULL, 0},
        {"fresh-connections", no_argument, NULL, 0},
        {"work", required_argument, NULL, 0},
        {"checkpoint", required_argument, NULL, 0},
        {"help", no_argument, NULL, 0},
        {NULL, 0, NULL, 0},
    };
    int index, found;

    *options =
        (struct options){.workers = 10, .cycles = 1, .checkpoint = -1, .transfer = {.give_up_after = 30000}};
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
    if (!options->images || !options->into || !*options->images || !*options->into) {
        fprintf(stderr, "%s needs --images and --into; --help explains them\n",
                program_invocation_short_name);
        return -1;
    }
    return 0;
}
