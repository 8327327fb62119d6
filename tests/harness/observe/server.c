/*
 * server.c - query a run's mock server.
 */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"

char *ask_server(struct server_client *server, const char *line)
{
    char *reply = server_command(server, "%s", line);

    if (!reply)
        harness_failure("the mock server does not answer \"%s\"", line);
    return reply;
}

size_t status_number(const char *status, const char *name)
{
    char sought[32];

    snprintf(sought, sizeof sought, "%s=", name);
    for (const char *at = strstr(status, sought); at; at = strstr(at + 1, sought))
        if (at == status || at[-1] == ' ')
            return strtoul(at + strlen(sought), NULL, 10);
    harness_failure("the server's status has no %s: %s", name, status);
}
