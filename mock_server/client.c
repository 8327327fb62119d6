#include "client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CONTROL = 3, /* the descriptor of the socketpair in the server */
    STOP_PATIENCE_MS = 5000,
};

extern char **environ;

/* Spawn the server with `theirs` as its control socket. It inherits no other descriptor besides 0, 1 and
 * 2. */
static int spawn_server(pid_t *pid, const char *program, int theirs)
{
    char number[16];
    char *const arguments[] = {(char *)program, "--control", number, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    int error;

    snprintf(number, sizeof number, "%d", CONTROL);
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, CONTROL); /* the copy is not close-on-exec */
    posix_spawn_file_actions_addclosefrom_np(&actions, CONTROL + 1);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    error = posix_spawn(pid, program, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Send the settings and `start`, and keep the address. 0, or -1 after a line on standard error. */
static int configure(struct server_client *server, const char *const settings[])
{
    char *reply;
    int found;

    for (size_t i = 0; settings[i]; i++) {
        reply = server_command(server, "%s", settings[i]);
        if (!reply)
            return -1;
        free(reply);
    }
    reply = server_command(server, "start");
    if (!reply)
        return -1;
    found = sscanf(reply, "address %63s", server->address);
    if (found != 1)
        fprintf(stderr, "mock server: expected an address in reply to \"start\", got: %s\n", reply);
    free(reply);
    return found == 1 ? 0 : -1;
}

int server_start(struct server_client *server, const char *program, const char *const settings[])
{
    int ends[2];
    int error;

    memset(server, 0, sizeof *server);
    server->control = -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        fprintf(stderr, "mock server: cannot create its control socket: %s\n", strerror(errno));
        return -1;
    }
    error = spawn_server(&server->pid, program, ends[1]);
    close(ends[1]);
    if (error != 0) {
        fprintf(stderr, "mock server: cannot start %s: %s\n", program, strerror(error));
        close(ends[0]);
        return -1;
    }
    server->control = ends[0];
    if (configure(server, settings) != 0) {
        server_stop(server);
        return -1;
    }
    return 0;
}

static int send_all(int socket, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(socket, text, length, MSG_NOSIGNAL);

        if (sent < 0 && errno != EINTR)
            return -1;
        if (sent > 0) {
            text += sent;
            length -= (size_t)sent;
        }
    }
    return 0;
}

static int send_line(int socket, const char *format, va_list values)
{
    char *line = NULL;
    int length = vasprintf(&line, format, values);
    int result;

    if (length < 0) {
        errno = ENOMEM;
        return -1;
    }
    line[length] = '\n'; /* replaces the terminating zero, which is not sent */
    result = send_all(socket, line, (size_t)length + 1);
    free(line);
    return result;
}

int server_send(struct server_client *server, const char *format, ...)
{
    va_list values;
    int result;

    va_start(values, format);
    result = send_line(server->control, format, values);
    va_end(values);
    return result;
}

/* The end of the reply in text[0..length): just after its "." line. 0 if the reply is not complete. */
static size_t reply_end(const char *text, size_t length)
{
    const char *mark;

    if (length >= 2 && memcmp(text, ".\n", 2) == 0)
        return 2;
    mark = memmem(text, length, "\n.\n", 3);
    return mark ? (size_t)(mark - text) + 3 : 0;
}

/* Wait for input and copy it without removing it from the socket. Returns the number of bytes. */
static ssize_t peek(int socket, char *place, size_t room)
{
    ssize_t got;

    do {
        got = recv(socket, place, room, MSG_PEEK);
    } while (got < 0 && errno == EINTR);
    if (got == 0)
        errno = ECONNRESET;
    return got;
}

/* This function keeps nothing between calls. So it looks at the input first and removes only one reply. */
char *server_receive(struct server_client *server)
{
    size_t room = 4096, length = 0;
    char *text = malloc(room + 1);

    while (text) {
        ssize_t seen = peek(server->control, text + length, room - length);
        size_t end, taken;

        if (seen <= 0)
            break;
        end = reply_end(text, length + (size_t)seen);
        taken = end > 0 ? end - length : (size_t)seen;
        if (recv(server->control, text + length, taken, MSG_WAITALL) != (ssize_t)taken)
            break;
        length += taken;
        if (end > 0) {
            text[end - 2] = '\0';
            return text;
        }
        if (length == room) {
            char *larger = realloc(text, 2 * room + 1);

            if (!larger)
                break;
            text = larger;
            room *= 2;
        }
    }
    free(text);
    return NULL;
}

char *server_command(struct server_client *server, const char *format, ...)
{
    va_list values;
    char *reply = NULL;
    int sent;

    va_start(values, format);
    sent = send_line(server->control, format, values);
    va_end(values);
    if (sent == 0)
        reply = server_receive(server);
    if (!reply) {
        fprintf(stderr, "mock server: it ended without a reply: %s\n", strerror(errno));
    } else if (strncmp(reply, "error: ", 7) == 0) {
        fprintf(stderr, "mock server: %s", reply + 7);
        free(reply);
        errno = EINVAL;
        reply = NULL;
    }
    return reply;
}

void server_stop(struct server_client *server)
{
    struct pollfd process = {.fd = (int)syscall(SYS_pidfd_open, server->pid, 0), .events = POLLIN};

    close(server->control);
    server->control = -1;
    /* The server ends within milliseconds. If it hangs, it must not block a whole test run. */
    if (process.fd >= 0 && poll(&process, 1, STOP_PATIENCE_MS) == 0)
        kill(server->pid, SIGKILL);
    if (process.fd >= 0)
        close(process.fd);
    while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}
