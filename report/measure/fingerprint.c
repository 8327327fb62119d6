/*
 * fingerprint.c - one SHA-256 over many programs.
 */
#include "fingerprint.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "peers.h"

static void add_file(struct sha256_ctx *context, const char *path)
{
    uint8_t block[65536];
    FILE *file = fopen(path, "rb");

    sha256_update(context, strlen(path) + 1,
                  (const uint8_t *)path); /* with its final 0 byte, which separates names */
    for (size_t length; file && (length = fread(block, 1, sizeof block, file)) > 0;)
        sha256_update(context, length, block);
    if (file)
        fclose(file);
}

/* Hash the programs and their arguments, since an argument may be a script. Versions are separate facts. */
static void add_peers(struct sha256_ctx *context)
{
    for (const struct peer *peer = peers; peer->name; peer++) {
        add_file(context, strategy_named(peer->name)->program);
        for (const char *const *argument = peer->arguments; *argument; argument++)
            add_file(context, *argument);
    }
}

void fingerprint_programs(struct facts *facts, const struct configuration configurations[], size_t count)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[2 * SHA256_DIGEST_SIZE + 1];
    const char *last = "";

    sha256_init(&context);
    add_file(&context, "/proc/self/exe");
    add_file(&context, SERVER_PROGRAM);
    for (size_t i = 0; i < count; i++) {
        const char *program = program_of(configurations[i].strategy);
        if (strcmp(program, last) != 0) /* hash once: configurations of a strategy are adjacent */
            add_file(&context, program);
        last = program;
    }
    add_peers(&context);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    facts_set(facts, "programs", "%s", text);
}
