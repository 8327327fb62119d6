/*
 * Each image bears the number of the child that has claimed it, so what a dead one had is fetched by another.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define MOST_TRIES 2 /* an image at which so many children have died may be the reason */

struct claim {
    atomic_size_t owner; /* a child's number from 1; 0: nobody's yet */
    _Atomic long outcome;
    unsigned tries; /* the parent's alone */
};

struct team {
    const struct image *images;
    size_t count, size;
    struct claim *claims; /* shared */
    pid_t *children;      /* number 1 first; 0 where there is none */
};

static void work(const struct team *team, size_t number)
{
    CURL *curl = curl_easy_init();

    for (size_t i = 0; curl && i < team->count; i++) {
        struct claim *claim = &team->claims[i];
        size_t nobody = 0;
        if (claim->owner == 0 && atomic_compare_exchange_strong(&claim->owner, &nobody, number))
            claim->outcome = fetch_image(&team->images[i], curl);
    }
    curl_easy_cleanup(curl);
}

/* Start child `number`. */
static bool start(struct team *team, size_t number)
{
    pid_t child = fork();

    if (child == 0) {
        free(team->children);
        work(team, number);
        _exit(0);
    }
    team->children[number - 1] = child > 0 ? child : 0;
    return child > 0;
}

/* Give back what child `number` had claimed and not fetched. Whether there was anything. */
static bool release(struct team *team, size_t number)
{
    bool found = false;

    for (size_t i = 0; i < team->count; i++) {
        struct claim *claim = &team->claims[i];
        if (claim->owner != number || claim->outcome != 0)
            continue;
        transfer_abandon(&team->images[i]);
        if (++claim->tries < MOST_TRIES) {
            claim->owner = 0;
            found = true;
        }
    }
    return found;
}

/* Wait for all children, and replace each one that leaves work undone. */
static void wait_for_all(struct team *team)
{
    pid_t ended;

    while ((ended = wait(NULL)) > 0)
        for (size_t number = 1; number <= team->size; number++)
            if (team->children[number - 1] == ended) {
                team->children[number - 1] = 0;
                if (release(team, number))
                    start(team, number);
            }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct team team = {.images = images, .count = count, .size = workers < count ? workers : count};
    size_t bytes = (count + 1) * sizeof *team.claims, saved = 0;

    team.children = calloc(team.size + 1, sizeof *team.children);
    team.claims = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (team.children && team.claims != MAP_FAILED) {
        for (size_t number = 1; number <= team.size && start(&team, number); number++)
            continue;
        wait_for_all(&team);
        for (size_t i = 0; i < count; i++) {
            outcomes[i] = team.claims[i].outcome;
            saved += outcomes[i] == 200;
        }
    }
    if (team.claims != MAP_FAILED)
        munmap(team.claims, bytes);
    free(team.children);
    return saved;
}
