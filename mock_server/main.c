#include "lifecycle.h"
#include "loop.h"
#include "server.h"

#include <err.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Exit statuses. */
enum { EXIT_RUNTIME = 1, EXIT_USAGE = 2 };

static void print_help(void)
{
    puts("Usage: mock_server [OPTION]...\n"
         "Serve numbered pictures on 127.0.0.1, with delays, limits and faults. Defaults are in "
         "parentheses.\n");
    settings_help(stdout);
    puts("  --control FD               obey commands from this end of a socketpair\n"
         "  --panel                    serve a page that shows and controls the server, for teaching\n"
         "  --help                     print this help\n"
         "\n"
         "mock_server/README.md explains the options.");
}

/* Check the descriptor of the control socket, and make it close-on-exec. */
static int take_control(const char *text)
{
    struct refusal refusal;
    uint64_t number;
    int type;
    socklen_t length = sizeof type;

    if (parse_number(text, "control", 0, INT32_MAX, &number, &refusal) != 0)
        errx(EXIT_USAGE, "%s", refusal.text);
    if (getsockopt((int)number, SOL_SOCKET, SO_TYPE, &type, &length) != 0 || type != SOCK_STREAM)
        errx(EXIT_USAGE, "control: expected the descriptor of a stream socket, got %s", text);
    fcntl((int)number, F_SETFD, FD_CLOEXEC);
    return (int)number;
}

/* Returns the control socket, or -1 without one. If an option is wrong, the program ends. */
static int read_options(struct settings *settings, bool *panel, int count, char *arguments[])
{
    enum { CONTROL = SETTING_COUNT, PANEL, HELP };
    struct option options[SETTING_COUNT + 4] = {[CONTROL] = {"control", required_argument, NULL, CONTROL},
                                                [PANEL] = {"panel", no_argument, NULL, PANEL},
                                                [HELP] = {"help", no_argument, NULL, HELP}};
    struct refusal refusal;
    int control = -1;
    int option;

    for (int i = 0; i < SETTING_COUNT; i++)
        options[i] = (struct option){settings_name((size_t)i), required_argument, NULL, i};
    while ((option = getopt_long(count, arguments, "", options, NULL)) != -1) {
        if (option == HELP) {
            print_help();
            exit(EXIT_SUCCESS);
        }
        if (option == '?')
            exit(EXIT_USAGE); /* getopt_long() has printed the reason */
        if (option == PANEL)
            *panel = true;
        else if (option == CONTROL)
            control = take_control(optarg);
        else if (settings_apply(settings, settings_name((size_t)option), optarg, &refusal) != 0)
            errx(EXIT_USAGE, "%s", refusal.text);
    }
    if (optind < count)
        errx(EXIT_USAGE, "expected only options (see --help), got \"%s\"", arguments[optind]);
    if (control >= 0 && *panel)
        errx(EXIT_USAGE,
             "panel: expected without --control, because a graded program must not reach the page");
    if (control < 0 && settings_check(settings, &refusal) != 0)
        errx(EXIT_USAGE, "%s", refusal.text);
    return control;
}

int main(int count, char *arguments[])
{
    static struct server server; /* megabytes, and most of them stay untouched */
    struct refusal refusal;
    int control;

    settings_default(&server.settings);
    control = read_options(&server.settings, &server.panel, count, arguments);
    lifecycle_prepare(&server, control);
    if (control < 0) {
        if (lifecycle_start(&server, &refusal) != 0)
            errx(EXIT_RUNTIME, "%s", refusal.text);
        printf("Serving %u images at %s\n", server.settings.images, server.address);
        fflush(stdout);
    }
    loop_run(&server);
    return lifecycle_end(&server) == 0 ? EXIT_SUCCESS : EXIT_RUNTIME;
}
