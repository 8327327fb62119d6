/*
 * configuration.c - the table of strategies.
 */
#include "configuration.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SOLUTION(lab)   "build/solutions/" lab "/" lab
#define STUDENTS(lab)   "build/labs/" lab "/" lab
#define POOL_SIZES      5, 10, 20, 50, 100, 200
#define PROCESS_COUNTS  2, 4, 5, 8, 16, 50
#define FEWEST_AND_MOST 2, 8 /* the original's numbers of processes */
#define MISTAKE_CYCLES  4    /* each takes as long as sequential; a verdict needs four */

/* The colours are those of Okabe and Ito, which colour-blind readers can distinguish; the markers (circle,
 * square, two triangles, diamond) distinguish the strategies in grey. */
#define GREY   0x5f5f5f, 7
#define BLUE   0x0072b2, 5
#define RED    0xd55e00, 9
#define GREEN  0x009e73, 13
#define PURPLE 0xcc79a7, 11
#define BLACK  0x222222, 7

/* A peer works in one way only; the course gives the number of workers. */
#define PEER(name, title, program)                                      \
    {                                                                   \
        name, title, "at once", NULL, ROLE_PEER, program, BLACK, {0}, 0 \
    }

/* clang-format off */
const struct strategy strategies[] = {
    {"sequential", "sequential", "workers", "sequential", ROLE_REFERENCE,
     SOLUTION("sequential"), GREY, {1}, 0},
    {"sequential-yours", "sequential, yours", "workers", "sequential", ROLE_YOURS,
     STUDENTS("sequential"), GREY, {1}, 0},
    {"threads", "threads", "threads", "threads", ROLE_REFERENCE,
     SOLUTION("threads"), BLUE, {POOL_SIZES}, 0},
    {"threads-yours", "threads, yours", "threads", "threads", ROLE_YOURS,
     STUDENTS("threads"), BLUE, {POOL_SIZES}, 0},
    {"processes", "processes", "processes", "processes", ROLE_REFERENCE,
     SOLUTION("processes"), RED, {PROCESS_COUNTS}, 0},
    {"processes-yours", "processes, yours", "processes", "processes", ROLE_YOURS,
     STUDENTS("processes"), RED, {PROCESS_COUNTS}, 0},
    {"async", "async", "async transfers", "async", ROLE_REFERENCE,
     SOLUTION("async"), GREEN, {POOL_SIZES}, 0},
    {"async-yours", "async, yours", "async transfers", "async", ROLE_YOURS,
     STUDENTS("async"), GREEN, {POOL_SIZES}, 0},
    {"hybrid", "hybrid", "hybrid transfers", "hybrid", ROLE_REFERENCE,
     SOLUTION("hybrid"), PURPLE, {POOL_SIZES}, 0},
    {"hybrid-yours", "hybrid, yours", "hybrid transfers", "hybrid", ROLE_YOURS,
     STUDENTS("hybrid"), PURPLE, {POOL_SIZES}, 0},
    {"processes-mistake", "called in the parent", "processes with nothing to do", "processes", ROLE_MISTAKE,
     "build/report/mistake", RED, {FEWEST_AND_MOST}, MISTAKE_CYCLES},
    PEER("curl", "curl -Z", "curl"),
    PEER("curl-immediate", "curl -Z, immediate", "curl"),
    PEER("aria2c", "aria2c", "aria2c"),
    PEER("wget2", "wget2", "wget2"),
    PEER("xargs", "xargs -P curl", "xargs"),
    PEER("requests", "requests (Python)", "/usr/bin/python3"),
    PEER("aiohttp", "aiohttp (Python)", "/usr/bin/python3"),
    PEER("epoll", "C without libcurl", "build/report/epoll_client"),
    {0},
};
/* clang-format on */

static const char *const names[EXPERIMENT_COUNT] = {"workers", "reuse", "work"};

const char *experiment_name(enum experiment experiment)
{
    return names[experiment];
}

const struct strategy *strategy_named(const char *name)
{
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strcmp(strategy->name, name) == 0)
            return strategy;
    }
    return NULL;
}

const struct strategy *reference_of(const struct strategy *yours)
{
    return strategy_named(yours->lab);
}

bool has_solutions(void)
{
    return access("solutions", F_OK) == 0;
}

const char *program_of(const struct strategy *strategy)
{
    bool stands_in = strategy->role == ROLE_REFERENCE && !has_solutions();

    for (const struct strategy *yours = strategies; stands_in && yours->name; yours++) {
        if (yours->role == ROLE_YOURS && reference_of(yours) == strategy_named(strategy->lab))
            return yours->program;
    }
    return strategy->program;
}

bool is_single(const struct strategy *strategy)
{
    return strategy->workers[1] == 0;
}

struct configuration configuration_of(const struct strategy *strategy, size_t workers)
{
    struct configuration configuration = {.strategy = strategy, .workers = workers};
    const char *whose = strategy->role == ROLE_YOURS ? ", yours" : "";

    if (is_single(strategy))
        snprintf(configuration.label, sizeof configuration.label, "%s", strategy->title);
    else
        snprintf(configuration.label, sizeof configuration.label, "%zu %s%s", workers, strategy->unit, whose);
    return configuration;
}

size_t list_configurations(struct configuration list[MAX_CONFIGURATIONS])
{
    size_t count = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        for (const size_t *workers = strategy->workers; *workers > 0 && count < MAX_CONFIGURATIONS; workers++)
            list[count++] = configuration_of(strategy, *workers);
    }
    return count;
}
