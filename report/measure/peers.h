/*
 * peers.h - other download programs, for comparison.
 */
#ifndef REPORT_PEERS_H
#define REPORT_PEERS_H

#include "../records/facts.h"
#include "bench.h"

/* How a program reads the list of URLs and the paths to save to. */
enum list_format { LIST_OF_ADDRESSES, LIST_FOR_CURL, LIST_FOR_ARIA2, LIST_FOR_XARGS, LIST_FORMATS };

#define MOST_PEER_ARGUMENTS 14

struct peer {
    const char *name;   /* name of its strategy; the program is looked up on the PATH */
    const char *module; /* Python module that it needs, or NULL */
    enum list_format format;
    size_t most_images; /* limit for a peer that is slow per image; 0 for no limit */
    /* Arguments after the program. LIST, INTO and WORKERS are replaced for each run. */
    const char *arguments[MOST_PEER_ARGUMENTS];
};

/* Every peer in the order of the report; ended by one without a name. */
extern const struct peer peers[];

/* The peer of a configuration, or NULL if it belongs to no peer. */
const struct peer *peer_of(const struct configuration *configuration);

/* Write the peer's command line, as bench_command() does. */
void peer_command(const struct bench *bench, const struct peer *peer, struct command_line *command);

/* Write the lists for all peers, from the bench's list. 0, or -1 after a line on standard error. */
int peers_write_lists(const struct bench *bench);

/*
 * Find out which peers are installed. The fact "peers" gets their versions, the fact "peers_missing" the
 * names of the missing ones.
 */
void peers_find(struct facts *facts);

bool peer_is_installed(const struct facts *facts, const struct peer *peer);

#endif
