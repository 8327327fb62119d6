/*
 * owners.c - find the processes that own the connections of held requests.
 *
 * A held request's client port leads to its socket's inode in /proc/net/tcp, and the inode to the processes
 * that have the socket open, in their /proc/PID/fd.
 */
#include "owners.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/descendants.h"

#define MOST_HELD  4096
#define MOST_LOOKS 20

/* A held request and the socket that waits for its reply. */
struct held_socket {
    size_t image;
    unsigned port;
    unsigned long inode;
};

static size_t read_held(const char *held, struct held_socket sockets[])
{
    size_t count = 0;

    for (const char *line = held; line && *line && count < MOST_HELD; line = strchr(line, '\n')) {
        line += *line == '\n';
        struct held_socket *socket = &sockets[count];
        if (sscanf(line, "%zu %*s %u", &socket->image, &socket->port) == 2)
            count++;
    }
    return count;
}

/*
 * Fill in the inodes of the clients' ends. Returns the number found. A client's port alone does not identify
 * a connection: a client of another server may have the same port, as may a connection that was just closed.
 */
static size_t find_inodes(struct held_socket sockets[], size_t count, unsigned server_port)
{
    FILE *table = fopen("/proc/net/tcp", "re");
    char line[512];
    unsigned port, peer;
    unsigned long inode;
    size_t found = 0;

    while (table && fgets(line, sizeof line, table)) {
        if (sscanf(line, " %*d: %*8x:%x %*8x:%x %*x %*s %*s %*s %*d %*d %lu", &port, &peer, &inode) != 3)
            continue;
        for (size_t i = 0; i < count && peer == server_port; i++)
            if (sockets[i].port == port)
                sockets[i].inode = inode;
    }
    if (table)
        fclose(table);
    for (size_t i = 0; i < count; i++)
        found += sockets[i].inode != 0;
    return found;
}

/* The table may change while it is read, and rows are then skipped: so read again. */
static void find_all_inodes(struct held_socket sockets[], size_t count, unsigned server_port)
{
    for (unsigned look = 0; look < MOST_LOOKS; look++)
        if (find_inodes(sockets, count, server_port) == count)
            return;
}

/* Add to `owner` the images whose sockets `pid` has open. */
static void look_into(pid_t pid, const struct held_socket sockets[], size_t count, struct owner *owner)
{
    char path[64], link[320], target[64];
    struct dirent *entry;
    unsigned long inode;

    *owner = (struct owner){.pid = pid};
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory))) {
        snprintf(link, sizeof link, "%s/%s", path, entry->d_name);
        ssize_t length = readlink(link, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        if (sscanf(target, "socket:[%lu]", &inode) != 1)
            continue;
        for (size_t i = 0; i < count; i++)
            if (sockets[i].inode == inode && owner->count < sizeof owner->images / sizeof owner->images[0])
                owner->images[owner->count++] = sockets[i].image;
    }
    if (directory)
        closedir(directory);
}

struct owners owners_find(const char *held, const struct server_client *server)
{
    struct held_socket *sockets = calloc(MOST_HELD, sizeof *sockets);
    struct owners owners = {0};
    unsigned server_port = 0;
    pid_t *pids;
    size_t processes = list_descendants(&pids, server->pid);

    owners.rows = calloc(processes + 1, sizeof *owners.rows);
    if (!sockets || !owners.rows)
        abort();
    size_t count = read_held(held, sockets);
    sscanf(server->address, "http://127.0.0.1:%u", &server_port);
    find_all_inodes(sockets, count, server_port);
    for (size_t p = 0; p < processes; p++) {
        look_into(pids[p], sockets, count, &owners.rows[owners.count]);
        if (owners.rows[owners.count].count > 0)
            owners.count++;
    }
    free(pids);
    free(sockets);
    return owners;
}

bool owner_has(const struct owner *owner, size_t image)
{
    for (size_t i = 0; i < owner->count; i++)
        if (owner->images[i] == image)
            return true;
    return false;
}

size_t owners_most(const struct owners *owners)
{
    size_t most = 0;

    for (size_t i = 0; i < owners->count; i++)
        if (owners->rows[i].count > most)
            most = owners->rows[i].count;
    return most;
}

size_t owners_fewest(const struct owners *owners)
{
    size_t fewest = owners->count ? owners->rows[0].count : 0;

    for (size_t i = 1; i < owners->count; i++)
        if (owners->rows[i].count < fewest)
            fewest = owners->rows[i].count;
    return fewest;
}

bool owner_shares(const struct owners *owners, const struct owner *owner)
{
    for (size_t i = 0; i < owners->count; i++)
        for (size_t image = 0; image < owner->count && owners->rows[i].pid != owner->pid; image++)
            if (owner_has(&owners->rows[i], owner->images[image]))
                return true;
    return false;
}

size_t owners_that_share(const struct owners *owners)
{
    size_t sharing = 0;

    for (size_t i = 0; i < owners->count; i++)
        sharing += owner_shares(owners, &owners->rows[i]);
    return sharing;
}
