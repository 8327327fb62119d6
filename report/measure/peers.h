/*
 * peers.h - programs by others that do the same, for comparison.
 */
#ifndef REPORT_PEERS_H
#define REPORT_PEERS_H

#include "../records/facts.h"
#include "bench.h"

/* How a program takes the list of what to fetch, and where to save it. */
enum list_format { LIST_OF_ADDRESSES, LIST_FOR_CURL, LIST_FOR_ARIA2, LIST_FOR_XARGS, LIST_FORMATS };

#define MOST_PEER_ARGUMENTS 14

struct peer {
    const char *name;   /* of its strategy, whose program is looked up on the PATH */
    const char *module; /* of Python, which it needs; NULL where it needs none */
    enum list_format format;
    size_t most_images; /* that it is given: where each costs it too much; 0 for any number */
    /* After the program; LIST, INTO and WORKERS stand for what differs from run to run. */
    const char *arguments[MOST_PEER_ARGUMENTS];
};

/* Every peer, in the order of the report; ended by one without a name. */
extern const struct peer peers[];

/* The peer that a configuration is of, or NULL where it is of something else. */
const struct peer *peer_of(const struct configuration *configuration);

/* Write its command line, as bench_command() does. */
void peer_command(const struct bench *bench, const struct peer *peer, struct command_line *command);

/* Write the lists that peers read, from the bench's own. 0, or -1 after a line on standard error. */
int peers_write_lists(const struct bench *bench);

/*
 * Find out which are installed: the fact "peers" gets their versions, the fact "peers_missing" the names of
 * those that are not.
 */
void peers_find(struct facts *facts);

bool peer_is_installed(const struct facts *facts, const struct peer *peer);

#endif
