/*
 * The parent deals: each child has a socket, gets a number over it and sends the outcome back for the next.
 */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct child {
    pid_t pid;
    int socket;   /* -1 once it has been sent home, or has died */
    size_t image; /* what it is at */
};

struct game {
    size_t count, next;
    long *outcomes;
};

/* A child's life. The parent's closing the socket ends it. */
static void work(int socket, const struct image images[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && recv(socket, &i, sizeof i, 0) == (ssize_t)sizeof i) {
        long outcome = fetch_image(&images[i], curl);
        if (send(socket, &outcome, sizeof outcome, MSG_NOSIGNAL) != (ssize_t)sizeof outcome)
            break;
    }
    curl_easy_cleanup(curl);
}

static void send_home(struct child *child)
{
    close(child->socket);
    child->socket = -1;
}

/* The next image for this child, if there is one, and if the child is still there to take it. */
static void deal(struct game *game, struct child *child)
{
    child->image = game->next;
    if (game->next < game->count &&
        send(child->socket, &game->next, sizeof game->next, MSG_NOSIGNAL) == (ssize_t)sizeof game->next)
        game->next++;
    else
        send_home(child);
}

static void hear(struct game *game, struct child *child)
{
    long outcome;
    ssize_t got = recv(child->socket, &outcome, sizeof outcome, 0);

    if (got == (ssize_t)sizeof outcome) {
        game->outcomes[child->image] = outcome;
        deal(game, child);
    } else {
        send_home(child); /* it has died: its image keeps the outcome 0 */
    }
}

static void play(struct game *game, struct child children[], struct pollfd sockets[], size_t started)
{
    size_t open = started;

    for (size_t c = 0; c < started; c++)
        deal(game, &children[c]);
    while (open > 0) {
        open = 0;
        for (size_t c = 0; c < started; c++) {
            sockets[c] = (struct pollfd){children[c].socket, POLLIN, 0};
            open += children[c].socket >= 0;
        }
        if (open == 0 || poll(sockets, started, -1) < 0)
            continue;
        for (size_t c = 0; c < started; c++)
            if (sockets[c].revents)
                hear(game, &children[c]);
    }
}

static size_t start_children(struct child children[], size_t wanted, const struct image images[])
{
    size_t started = 0;
    int pair[2];

    while (started < wanted && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0) {
        struct child *child = &children[started];
        child->pid = fork();
        if (child->pid == 0) {
            /* Those of the others, too: a child that held them would keep its brothers from ending. */
            for (size_t c = 0; c < started; c++)
                close(children[c].socket);
            close(pair[0]);
            work(pair[1], images);
            _exit(0);
        }
        close(pair[1]);
        child->socket = pair[0];
        if (child->pid < 0) {
            close(pair[0]);
            break;
        }
        started++;
    }
    return started;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct game game = {.count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, saved = 0;
    struct child *children = calloc(wanted + 1, sizeof *children);
    struct pollfd *sockets = calloc(wanted + 1, sizeof *sockets);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (children && sockets) {
        size_t started = start_children(children, wanted, images);
        play(&game, children, sockets, started);
        for (size_t c = 0; c < started; c++)
            while (waitpid(children[c].pid, NULL, 0) < 0 && errno == EINTR)
                continue;
    }
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    free(sockets);
    free(children);
    return saved;
}
