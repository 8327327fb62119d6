/*
 * The list is cut into a part for each thread, and who is done with his own takes from the ends of the
 * others'.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* A worker's part of the list: the owner takes from its front, thieves from its back. */
struct part {
    pthread_mutex_t mutex;
    size_t front, back; /* numbers front to back - 1 are left */
};

struct team {
    const struct image *images;
    long *outcomes;
    struct part *parts;
    size_t size;
};

struct member {
    pthread_t thread;
    const struct team *team;
    size_t number;
};

static bool take(struct part *part, bool own, size_t *i)
{
    bool taken = false;

    pthread_mutex_lock(&part->mutex);
    if (part->front < part->back) {
        *i = own ? part->front++ : --part->back;
        taken = true;
    }
    pthread_mutex_unlock(&part->mutex);
    return taken;
}

/* Take from the thread's own part first, then from the others in turn. Nothing is ever added, so one round is
 * enough. */
static bool take_or_steal(const struct member *member, size_t *i)
{
    const struct team *team = member->team;

    for (size_t step = 0; step < team->size; step++)
        if (take(&team->parts[(member->number + step) % team->size], step == 0, i))
            return true;
    return false;
}

static void *work(void *argument)
{
    const struct member *member = argument;
    const struct team *team = member->team;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take_or_steal(member, &i))
        team->outcomes[i] = fetch_image(&team->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

static void run(const struct team *team, struct member members[])
{
    size_t started = 0;

    for (; started < team->size; started++) {
        members[started] = (struct member){.team = team, .number = started};
        if (pthread_create(&members[started].thread, NULL, work, &members[started]) != 0)
            break; /* the parts of those that are missing are stolen */
    }
    for (size_t m = 0; m < started; m++)
        pthread_join(members[m].thread, NULL);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct team team = {.images = images, .outcomes = outcomes, .size = workers < count ? workers : count};
    struct member *members = calloc(team.size + 1, sizeof *members);
    size_t saved = 0;

    team.parts = calloc(team.size + 1, sizeof *team.parts);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (team.parts && members) {
        for (size_t p = 0; p < team.size; p++) {
            pthread_mutex_init(&team.parts[p].mutex, NULL);
            team.parts[p].front = count * p / team.size;
            team.parts[p].back = count * (p + 1) / team.size;
        }
        run(&team, members);
        for (size_t p = 0; p < team.size; p++)
            pthread_mutex_destroy(&team.parts[p].mutex);
    }
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    free(team.parts);
    free(members);
    return saved;
}
