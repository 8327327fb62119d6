/*
 * student_seed.c - the seed of a student's own handout.
 */
#include "student_seed.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/hmac.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static int draw_secret(const char *path)
{
    unsigned char bytes[SECRET_LENGTH / 2];
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int written = 0;

    if (file < 0)
        return errno == EEXIST ? 0 : -1;
    if (getrandom(bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes)
        for (size_t i = 0; i < sizeof bytes; i++)
            written += dprintf(file, "%02x", bytes[i]);
    return written == SECRET_LENGTH && dprintf(file, "\n") == 1 && fsync(file) == 0 && close(file) == 0 ? 0
                                                                                                        : -1;
}

int secret_read(const char *path, bool create, char secret[SECRET_LENGTH + 1])
{
    if (create && draw_secret(path) != 0) {
        fprintf(stderr, "cannot write the secret %s: %s\n", path, strerror(errno));
        return -1;
    }
    FILE *file = fopen(path, "re");
    size_t length = file ? fread(secret, 1, SECRET_LENGTH, file) : 0;
    if (file)
        fclose(file);
    secret[length] = '\0';
    if (length == SECRET_LENGTH && strspn(secret, "0123456789abcdef") == length)
        return 0;
    fprintf(stderr, "%s does not hold a secret of make handout: it must have %d digits\n", path,
            SECRET_LENGTH);
    return -1;
}

unsigned long student_seed(const char *secret, const char *name)
{
    struct hmac_sha256_ctx context;
    uint8_t digest[8];
    uint64_t number = 0;

    hmac_sha256_set_key(&context, strlen(secret), (const uint8_t *)secret);
    hmac_sha256_update(&context, strlen(name), (const uint8_t *)name);
    hmac_sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        number = number << 8 | digest[i];
    return (unsigned long)(number % LARGEST_SEED) + 1;
}
