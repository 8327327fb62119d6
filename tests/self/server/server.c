/*
 * server.c - the server under test: start, end, commands and ledger.
 */
#include "server_tests.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

const char *program = "build/mock_server/mock_server";
struct server_client server;

void start_server(const char *const settings[])
{
    ck_assert_int_eq(server_start(&server, program, settings), 0);
}

static pid_t alone; /* the process of a server without a control socket, or 0 */

void stop_server(void)
{
    if (server.pid > 0)
        server_stop(&server);
    server.pid = 0;
    if (alone > 0) {
        kill(alone, SIGTERM);
        waitpid(alone, NULL, 0);
    }
    alone = 0;
}

const char *ask(const char *command)
{
    static char *reply;

    free(reply);
    reply = server_command(&server, "%s", command);
    ck_assert_msg(reply != NULL, "the server rejected \"%s\"", command);
    return reply;
}

void expect(const char *command, const char *reply)
{
    ck_assert_str_eq(ask(command), reply);
}

struct status status(void)
{
    struct status now;

    ck_assert_int_eq(
        sscanf(ask("status"),
               "in_flight=%u peak=%u requests=%u ended=%u connections=%u open=%u held=%u beyond=%u\n",
               &now.in_flight, &now.peak, &now.requests, &now.ended, &now.connections, &now.open, &now.held,
               &now.beyond),
        8);
    return now;
}

struct row *rows;
size_t row_count;

void read_ledger(void)
{
    const char *line = strchr(ask("requests"), '\n') + 1;

    free(rows);
    rows = NULL;
    for (row_count = 0; *line != '\0'; row_count++, line = strchr(line, '\n') + 1) {
        struct row *row;

        rows = reallocarray(rows, row_count + 1, sizeof(*rows));
        row = &rows[row_count];
        ck_assert_int_eq(
            sscanf(line,
                   "%u\t%d\t%u\t%u\t%u\t%u\t%u\t%lf\t%lf\t%lf\t%lf\t%lf\t%u\t%lf\t%15[^\t]\t%u\t%63[^\n]",
                   &row->request, &row->image, &row->attempt, &row->status, &row->connection, &row->place,
                   &row->port, &row->connected, &row->accepted, &row->admitted, &row->first_byte, &row->end,
                   &row->bytes, &row->delay, row->fault, &row->gone, row->path),
            17);
    }
}

const struct row *row_of(int image)
{
    for (size_t i = 0; i < row_count; i++)
        if (rows[i].image == image)
            return &rows[i];
    ck_abort_msg("expected image %d in the ledger, got no row for it", image);
}

int run_program(char *const options[], char *text, size_t room)
{
    int ends[2], status;
    size_t length = 0;
    ssize_t got;
    pid_t pid;

    ck_assert_int_eq(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        alarm(PATIENCE_MS / 1000); /* a server that starts would never end */
        execv(program, options);
        _exit(127);
    }
    close(ends[1]);
    while ((got = read(ends[0], text + length, room - 1 - length)) > 0)
        length += (size_t)got;
    text[length] = '\0';
    close(ends[0]);
    waitpid(pid, &status, 0);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

int run_option(const char *name, const char *value, char *text, size_t room)
{
    return run_program((char *const[]){(char *)program, (char *)name, (char *)value, NULL}, text, room);
}

void (*before_start)(void);

pid_t start_by_hand(char *const options[], char *text, size_t room)
{
    int ends[2];
    ssize_t got;
    pid_t pid;

    ck_assert_int_eq(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (before_start != NULL)
            before_start();
        execv(program, options);
        _exit(127);
    }
    close(ends[1]);
    got = read(ends[0], text, room - 1);
    ck_assert_int_gt(got, 0);
    text[got] = '\0';
    close(ends[0]);
    return pid;
}

void start_alone(char *const options[])
{
    enum { MOST_OPTIONS = 32 };
    char *all[MOST_OPTIONS + 2] = {(char *)program};
    char text[256];

    for (int i = 0; i < MOST_OPTIONS && options[i] != NULL; i++)
        all[i + 1] = options[i];
    alone = start_by_hand(all, text, sizeof(text));
    ck_assert_int_eq(sscanf(text, "Serving %*u images at %63s\n", server.address), 1);
    server.control = -1;
}

unsigned count_lines(const char *text)
{
    unsigned lines = 0;

    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

char *read_text(const char *path)
{
    char *text = calloc(1, 65536);
    FILE *file = fopen(path, "r");

    ck_assert_msg(file != NULL, "expected the file %s", path);
    ck_assert_uint_lt(fread(text, 1, 65535, file), 65535);
    fclose(file);
    return text;
}

TCase *new_case(const char *name)
{
    TCase *tests = tcase_create(name);

    tcase_set_timeout(tests, 0);
    tcase_add_checked_fixture(tests, NULL, stop_server);
    return tests;
}
