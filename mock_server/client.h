/*
 * client.h - start a mock server and send commands to its control socket. mock_server/README.md describes
 * the commands and their replies.
 */
#ifndef MOCK_SERVER_CLIENT_H
#define MOCK_SERVER_CLIENT_H

#include <sys/types.h>

struct server_client {
    pid_t pid;        /* the server's process, a child of the caller */
    int control;      /* our end of the socketpair, close-on-exec. It is readable when a reply has arrived */
    char address[64]; /* "http://127.0.0.1:PORT/" after server_start() has returned 0 */
};

/* Start `program` (the path of mock_server) in a new process group. Send it `settings`, control lines such
 * as "latency 20" that end with NULL, and then `start`. Returns 0. On failure it prints one line on
 * standard error, ends the server and returns -1. */
int server_start(struct server_client *server, const char *program, const char *const settings[]);

/* Send one command line, formatted as by printf(). It does not wait for the reply. 0, or -1 with errno. */
int server_send(struct server_client *server, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Wait for one complete reply. Returns its lines, each with its newline, without the final "."; the caller
 * frees them. NULL with errno if the server has ended. */
char *server_receive(struct server_client *server);

/* server_send(), then server_receive(). If the server replies with an error, it prints the reason on
 * standard error and returns NULL. */
char *server_command(struct server_client *server, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Close the control socket, which ends the server, and wait for its process. */
void server_stop(struct server_client *server);

#endif
