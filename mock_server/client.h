/*
 * client.h - start a mock server and speak to it over its control socket.
 *
 * The commands and their replies are described in mock_server/README.md.
 */
#ifndef MOCK_SERVER_CLIENT_H
#define MOCK_SERVER_CLIENT_H

#include <sys/types.h>

struct server_client {
    pid_t pid;        /* the server, a child of the caller */
    int control;      /* our end of the socketpair, close-on-exec; readable when a reply has come */
    char address[64]; /* "http://127.0.0.1:PORT/" once server_start() has returned 0 */
};

/*
 * Start `program` (path of the mock_server binary) in a process group of its own, send it `settings`
 * (control lines such as "latency 20", ended by NULL), then `start`. Returns 0, or -1 after one clear line on
 * standard error; then nothing is left running.
 */
int server_start(struct server_client *server, const char *program, const char *const settings[]);

/* Send one command line, formatted as by printf, without waiting for its reply. 0, or -1 with errno. */
int server_send(struct server_client *server, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Read one whole reply (blocks until it is there). Returns its lines without the final ".", each ended by a
 * newline, "" for an empty reply; the caller frees it. NULL with errno when the server has gone.
 */
char *server_receive(struct server_client *server);

/* server_send() and server_receive(). NULL where the server refused, too, after its reason on standard error.
 */
char *server_command(struct server_client *server, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Close the control socket, which ends the server, and reap it. */
void server_stop(struct server_client *server);

#endif
