/* fails: a_killed_child_costs_its_own_image_alone; flavours: address - Each child has one image waiting, which is lost where it dies. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NOTHING ((size_t)-1)

struct helper {
    int socket;
    size_t job, ahead;
};

static void serve(int socket, const struct image images[])
{
    CURL *curl = curl_easy_init();
    size_t job;

    while (curl && recv(socket, &job, sizeof job, 0) == sizeof job) {
        long outcome = fetch_image(&images[job], curl);
        if (send(socket, &outcome, sizeof outcome, MSG_NOSIGNAL) != sizeof outcome)
            break;
    }
    curl_easy_cleanup(curl);
    close(socket);
    _exit(0);
}

static bool start(struct helper helpers[], size_t h, const struct image images[])
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        return false;
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t other = 0; other < h; other++)
            close(helpers[other].socket);
        close(ends[0]);
        serve(ends[1], images);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    helpers[h] = (struct helper){ends[0], NOTHING, NOTHING};
    return true;
}

/* Give it the next job. Without one, or without anybody at the other end, its socket is closed. */
static void give(struct helper *helper, size_t *next, size_t count)
{
    helper->job = helper->ahead;
    helper->ahead = NOTHING;
    if (*next < count && send(helper->socket, next, sizeof *next, MSG_NOSIGNAL) == sizeof *next)
        helper->ahead = (*next)++;
    if (helper->job != NOTHING || helper->ahead != NOTHING)
        return;
    close(helper->socket);
    helper->socket = -1;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct helper *helpers = calloc(workers, sizeof *helpers);
    struct pollfd *polled = calloc(workers, sizeof *polled);
    size_t started = 0, next = 0, open, saved = 0;

    while (helpers && polled && started < workers && started < count && start(helpers, started, images))
        started++;
    for (size_t h = 0; h < started; h++) {
        give(&helpers[h], &next, count); /* at first it has none */
        if (helpers[h].socket >= 0)
            give(&helpers[h], &next, count);
    }
    for (;;) {
        open = 0;
        for (size_t h = 0; h < started; h++) {
            polled[h] = (struct pollfd){.fd = helpers[h].socket, .events = POLLIN};
            open += helpers[h].socket >= 0;
        }
        if (open == 0)
            break;
        if (poll(polled, started, -1) < 0)
            continue;
        for (size_t h = 0; h < started; h++) {
            long outcome;
            if (helpers[h].socket < 0 || polled[h].revents == 0)
                continue;
            if (recv(helpers[h].socket, &outcome, sizeof outcome, 0) == sizeof outcome) {
                outcomes[helpers[h].job] = outcome;
                give(&helpers[h], &next, count);
            } else {
                close(helpers[h].socket);
                helpers[h].socket = -1;
            }
        }
    }
    while (wait(NULL) > 0 || errno == EINTR)
        ;
    for (size_t i = 0; i < count; i++) {
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    free(polled);
    free(helpers);
    return saved;
}
