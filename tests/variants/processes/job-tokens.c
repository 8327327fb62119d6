/*
 * A child that is free writes its number into a pipe, a token for one job; the parent then sends it an image.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct child {
    pid_t pid;
    int jobs[2]; /* a pipe of its own; the parent keeps both ends, so that no write fails */
};

struct office {
    struct child *children;
    size_t size;
    int tokens[2];
    const struct image *images;
    _Atomic long *outcomes; /* shared */
};

/* What was sent whole is read whole. False at the end, and where a read was in vain. */
static bool receive(int from, size_t *number)
{
    ssize_t got;

    while ((got = read(from, number, sizeof *number)) < 0 && errno == EINTR)
        continue;
    return got == (ssize_t)sizeof *number;
}

static bool send_to(int to, size_t number)
{
    return write(to, &number, sizeof number) == (ssize_t)sizeof number;
}

/* As long as this end for writing is open in any other child too, a pipe has no end: close those of the
 * others. */
static void work(struct office *office, size_t number)
{
    CURL *curl = curl_easy_init();
    size_t i;

    close(office->tokens[0]);
    for (size_t c = 0; c <= number; c++)
        close(office->children[c].jobs[1]);
    while (curl && send_to(office->tokens[1], number) && receive(office->children[number].jobs[0], &i))
        office->outcomes[i] = fetch_image(&office->images[i], curl);
    curl_easy_cleanup(curl);
}

static void hire(struct office *office, size_t wanted)
{
    for (; office->size < wanted; office->size++) {
        struct child *child = &office->children[office->size];
        if (pipe2(child->jobs, O_CLOEXEC) != 0)
            return;
        child->pid = fork();
        if (child->pid == 0) {
            work(office, office->size);
            free(office->children);
            _exit(0);
        }
        if (child->pid < 0) {
            close(child->jobs[0]);
            close(child->jobs[1]);
            return;
        }
    }
}

/* When no child is left, reading a token fails. */
static void hand_out(struct office *office, size_t count)
{
    size_t token;

    close(office->tokens[1]);
    for (size_t i = 0; i < count && receive(office->tokens[0], &token); i++)
        send_to(office->children[token].jobs[1], i);
    close(office->tokens[0]);
    for (size_t c = 0; c < office->size; c++)
        close(office->children[c].jobs[1]);
    for (size_t c = 0; c < office->size; c++) {
        waitpid(office->children[c].pid, NULL, 0);
        close(office->children[c].jobs[0]);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, bytes = (count + 1) * sizeof(_Atomic long), saved = 0;
    void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct office office = {
        .children = calloc(wanted + 1, sizeof *office.children), .images = images, .outcomes = shared};

    if (office.children && shared != MAP_FAILED && pipe2(office.tokens, O_CLOEXEC) == 0) {
        hire(&office, wanted);
        hand_out(&office, count);
    }
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared != MAP_FAILED ? office.outcomes[i] : 0;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    if (shared != MAP_FAILED)
        munmap(shared, bytes);
    free(office.children);
    return saved;
}
