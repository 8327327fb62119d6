/*
 * The parent deals the images over a socket to each child: as many as it has places, then one for each
 * outcome.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct result {
    size_t image;
    long outcome;
};

struct child {
    pid_t pid;
    int socket; /* -1 once it has been sent home, or has died */
    size_t places, busy;
};

/* --- In a child ------------------------------------------------------------------------------------- */

/* Transfers that are free are in a list. */
struct place {
    struct transfer transfer;
    CURL *curl;
    struct place *next;
};

struct loop {
    const struct image *images;
    int socket;
    CURLM *multi;
    struct place *free_places;
    bool parent_is_done;
};

static void tell(const struct loop *loop, const struct image *image, long outcome)
{
    struct result result = {(size_t)(image - loop->images), outcome};

    send(loop->socket, &result, sizeof result, MSG_NOSIGNAL);
}

/* Begin what the parent has dealt. It deals no more than there are places. */
static void accept_images(struct loop *loop)
{
    ssize_t got;
    size_t i;

    while ((got = recv(loop->socket, &i, sizeof i, MSG_DONTWAIT)) == (ssize_t)sizeof i) {
        struct place *place = loop->free_places;
        long refused = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (refused != 0) {
            tell(loop, &loop->images[i], refused);
            continue;
        }
        loop->free_places = place->next;
        curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
        curl_multi_add_handle(loop->multi, place->curl);
    }
    loop->parent_is_done = got == 0;
}

static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURLcode code = message->data.result;
        struct place *place;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&place);
        curl_multi_remove_handle(loop->multi, place->curl);
        place->next = loop->free_places;
        loop->free_places = place;
        tell(loop, place->transfer.image, transfer_end(&place->transfer, code));
    }
}

/* The parent closes the socket when it has had every outcome, so nothing is in flight then. */
static void work(int socket, const struct image images[], size_t size)
{
    struct loop loop = {.images = images, .socket = socket, .multi = curl_multi_init()};
    struct place *places = calloc(size + 1, sizeof *places);
    bool ready = places && loop.multi;
    int running;

    for (size_t p = 0; ready && p < size; p++) {
        places[p].curl = curl_easy_init();
        places[p].next = loop.free_places;
        loop.free_places = &places[p];
        ready = places[p].curl;
    }
    while (ready && !loop.parent_is_done) {
        struct curl_waitfd news = {.fd = socket, .events = CURL_WAIT_POLLIN};
        curl_multi_poll(loop.multi, &news, 1, LONGEST_SLEEP, NULL);
        accept_images(&loop);
        curl_multi_perform(loop.multi, &running);
        finish_ended(&loop);
    }
    for (size_t p = 0; places && p < size; p++)
        curl_easy_cleanup(places[p].curl);
    curl_multi_cleanup(loop.multi);
    free(places);
}

/* --- In the parent ---------------------------------------------------------------------------------- */

struct deal {
    size_t next, count;
    long *outcomes;
};

/* Fill the child's places, and send it home when there is nothing more for it. */
static void deal_out(struct deal *deal, struct child *child)
{
    while (child->busy < child->places && deal->next < deal->count &&
           send(child->socket, &deal->next, sizeof deal->next, MSG_NOSIGNAL) > 0) {
        deal->next++;
        child->busy++;
    }
    if (child->busy == 0) {
        close(child->socket);
        child->socket = -1;
    }
}

static void hear(struct deal *deal, struct child *child)
{
    struct result result;

    if (recv(child->socket, &result, sizeof result, 0) == (ssize_t)sizeof result) {
        deal->outcomes[result.image] = result.outcome;
        child->busy--;
        deal_out(deal, child);
    } else {
        close(child->socket); /* it has died, and what it had keeps the outcome 0 */
        child->socket = -1;
    }
}

static void serve(struct deal *deal, struct child children[], struct pollfd sockets[], size_t started)
{
    size_t open = started;

    for (size_t c = 0; c < started; c++)
        deal_out(deal, &children[c]);
    while (open > 0) {
        for (size_t c = 0; c < started; c++)
            sockets[c] = (struct pollfd){children[c].socket, POLLIN, 0};
        if (poll(sockets, started, LONGEST_SLEEP) < 0)
            continue;
        open = 0;
        for (size_t c = 0; c < started; c++) {
            if (sockets[c].fd >= 0 && sockets[c].revents)
                hear(deal, &children[c]);
            open += children[c].socket >= 0;
        }
    }
}

static bool start(struct child children[], size_t number, const struct image images[])
{
    struct child *child = &children[number];
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    child->pid = fork();
    if (child->pid == 0) {
        for (size_t c = 0; c < number; c++)
            close(children[c].socket);
        close(pair[0]);
        work(pair[1], images, child->places);
        _exit(0);
    }
    close(pair[1]);
    child->socket = pair[0];
    if (child->pid < 0)
        close(pair[0]);
    return child->pid > 0;
}

/* One loop for each processor, none with a single transfer, and no more loops than images. */
static size_t count_processes(size_t workers, size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t processes = processors > 2 ? (size_t)processors : 2;

    if (processes > workers / 2)
        processes = workers > 1 ? workers / 2 : 1;
    return processes < count ? processes : count;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct deal deal = {.count = count, .outcomes = outcomes};
    size_t places = workers < count ? workers : count, processes = count_processes(workers, count);
    struct child *children = calloc(processes + 1, sizeof *children);
    struct pollfd *sockets = calloc(processes + 1, sizeof *sockets);
    size_t started = 0, saved = 0;

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (children && sockets) {
        for (; started < processes; started++) {
            children[started].places = places / processes + (started < places % processes);
            if (!start(children, started, images))
                break;
        }
        serve(&deal, children, sockets, started);
        for (size_t c = 0; c < started; c++)
            waitpid(children[c].pid, NULL, 0);
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
