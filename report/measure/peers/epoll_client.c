/*
 * epoll_client.c - a downloader without libcurl: one thread, one epoll loop, a minimum of HTTP.
 *
 * It is not a model for a lab. It supports no name lookup, redirects, chunks, proxies or time limits, and
 * gives up at the first unexpected thing. Like the labs, it saves images under a temporary name and renames
 * them. So the difference between its time and theirs is the price of libcurl and its features.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_EVENTS 64
#define SCHEME      "http://"

/* All images, and the progress. */
struct work {
    char **paths; /* paths of the URLs, with the slash */
    size_t count;
    size_t next; /* next image to request */
    size_t saved;
    char host[64]; /* "127.0.0.1:8080" */
    struct sockaddr_in address;
    const char *into;
};

/* A connection, with the image that it fetches. */
struct connection {
    int socket;
    size_t image;  /* from 0 */
    int file;      /* -1 until the reply's header is complete */
    size_t left;   /* bytes of the body still missing */
    size_t length; /* bytes of the header received */
    char head[4096];
};

/* The address of all URLs: numeric, because this program has no resolver. */
static void find_server(struct work *work, const char *url)
{
    char host[64] = "";
    unsigned port = 80;

    if (sscanf(url, SCHEME "%63[0-9.]:%u", host, &port) < 1)
        errx(EXIT_FAILURE, "not an http URL with a numeric address: %s", url);
    work->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, host, &work->address.sin_addr) != 1)
        errx(EXIT_FAILURE, "not an IPv4 address: %s", host);
    snprintf(work->host, sizeof work->host, "%.48s:%u", host, port);
}

static void read_list(struct work *work, const char *list)
{
    FILE *file = fopen(list, "r");
    char *line = NULL;
    size_t size = 0, capacity = 0;

    if (!file)
        err(EXIT_FAILURE, "%s", list);
    while (getline(&line, &size, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (work->count == 0)
            find_server(work, line);
        if (work->count == capacity)
            work->paths = reallocarray(work->paths, capacity = 2 * capacity + 64, sizeof *work->paths);
        char *slash = strchr(line + strlen(SCHEME), '/');
        if (!work->paths || !slash || !(work->paths[work->count++] = strdup(slash)))
            errx(EXIT_FAILURE, "%s: not a list of URLs", list);
    }
    free(line);
    fclose(file);
}

static int connect_to_server(const struct work *work)
{
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (connection == -1 ||
        connect(connection, (const struct sockaddr *)&work->address, sizeof work->address) == -1)
        err(EXIT_FAILURE, "%s", work->host);
    fcntl(connection, F_SETFL, O_NONBLOCK);
    return connection;
}

/* Request the next image, if any is left. A request always fits: a socket's buffer is far larger. */
static void ask(struct work *work, struct connection *connection)
{
    char request[512];

    if (work->next == work->count)
        return;
    connection->image = work->next++;
    connection->file = -1;
    connection->length = 0;
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
                          work->paths[connection->image], work->host);
    if (length >= (int)sizeof request || send(connection->socket, request, length, MSG_NOSIGNAL) != length)
        err(EXIT_FAILURE, "%s", work->paths[connection->image]);
}

static void name_file(const struct work *work, size_t image, const char *suffix, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%s/image_%zu.jpg%s", work->into, image + 1, suffix);
}

static void write_body(struct connection *connection, const char *bytes, size_t length)
{
    if (length > connection->left || write(connection->file, bytes, length) != (ssize_t)length)
        errx(EXIT_FAILURE, "cannot save image %zu", connection->image + 1);
    connection->left -= length;
}

/* The header ends with an empty line. The bytes after it already belong to the body. */
static void read_head(struct work *work, struct connection *connection)
{
    char path[PATH_MAX];

    connection->head[connection->length] = '\0';
    char *body = strstr(connection->head, "\r\n\r\n");
    if (!body && connection->length < sizeof connection->head - 1)
        return;
    char *length = body ? strcasestr(connection->head, "\r\nContent-Length:") : NULL;
    if (strncmp(connection->head, "HTTP/1.1 200 ", strlen("HTTP/1.1 200 ")) != 0 || !length || length > body)
        errx(EXIT_FAILURE, "%s: the reply has no length", work->paths[connection->image]);
    body += strlen("\r\n\r\n");
    connection->left = strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
    name_file(work, connection->image, ".part", path);
    connection->file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (connection->file == -1)
        err(EXIT_FAILURE, "%s", path);
    write_body(connection, body, connection->head + connection->length - body);
}

static void finish(struct work *work, struct connection *connection)
{
    char part[PATH_MAX], path[PATH_MAX];

    name_file(work, connection->image, ".part", part);
    name_file(work, connection->image, "", path);
    if (close(connection->file) == -1 || rename(part, path) == -1)
        err(EXIT_FAILURE, "%s", path);
    work->saved++;
    ask(work, connection);
}

/* Read what has arrived. */
static void take(struct work *work, struct connection *connection)
{
    char bytes[65536];
    char *to = connection->file == -1 ? connection->head + connection->length : bytes;
    size_t room = connection->file == -1 ? sizeof connection->head - 1 - connection->length : sizeof bytes;
    ssize_t length = recv(connection->socket, to, room, 0);

    if (length == -1 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length <= 0)
        errx(EXIT_FAILURE, "%s: the server closed the connection", work->paths[connection->image]);
    if (connection->file == -1) {
        connection->length += length;
        read_head(work, connection);
    } else {
        write_body(connection, bytes, length);
    }
    if (connection->file != -1 && connection->left == 0)
        finish(work, connection);
}

static void run(struct work *work, size_t workers)
{
    struct connection *connections = calloc(workers, sizeof *connections);
    int watched = epoll_create1(EPOLL_CLOEXEC);

    if (!connections || watched == -1)
        err(EXIT_FAILURE, "cannot create an event loop");
    for (size_t i = 0; i < workers && work->next < work->count; i++) {
        struct epoll_event interest = {.events = EPOLLIN, .data.ptr = &connections[i]};
        connections[i].socket = connect_to_server(work);
        epoll_ctl(watched, EPOLL_CTL_ADD, connections[i].socket, &interest);
        ask(work, &connections[i]);
    }
    while (work->saved < work->count) {
        struct epoll_event events[MOST_EVENTS];
        int ready = epoll_wait(watched, events, MOST_EVENTS, -1);
        for (int i = 0; i < ready; i++)
            take(work, events[i].data.ptr);
    }
}

int main(int argc, char *argv[])
{
    struct work work = {0};

    if (argc != 7 || strcmp(argv[1], "--images") != 0 || strcmp(argv[3], "--into") != 0 ||
        strcmp(argv[5], "--workers") != 0 || strtoul(argv[6], NULL, 10) < 1)
        errx(EXIT_FAILURE, "usage: epoll_client --images FILE --into DIR --workers N");
    work.into = argv[4];
    if (mkdir(work.into, 0777) == -1 && errno != EEXIST)
        err(EXIT_FAILURE, "%s", work.into);
    read_list(&work, argv[2]);
    run(&work, strtoul(argv[6], NULL, 10));
    return EXIT_SUCCESS;
}
