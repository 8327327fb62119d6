#include "catalogue.h"

#include "picture.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

const unsigned char *catalogue_picture(const struct catalogue *catalogue, unsigned image)
{
    return catalogue->pictures + (size_t)(image - 1) * catalogue->image_bytes;
}

static void write_manifest_line(FILE *out, const struct catalogue *catalogue, unsigned image,
                                const char *address)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char sum[BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1] = "";

    sha256_init(&context);
    sha256_update(&context, catalogue->image_bytes, catalogue_picture(catalogue, image));
    sha256_digest(&context, sizeof(digest), digest);
    base16_encode_update(sum, sizeof(digest), digest);
    fprintf(out, "%simage/%u.jpg\t%zu\t%s\n", address, image, catalogue->image_bytes, sum);
}

static int write_manifest(struct catalogue *catalogue, const char *address)
{
    size_t length;
    FILE *out = open_memstream(&catalogue->manifest, &length);

    if (out == NULL)
        return -1;
    for (unsigned image = 1; image <= catalogue->images; image++)
        write_manifest_line(out, catalogue, image, address);
    return fclose(out);
}

int catalogue_draw(struct catalogue *catalogue, const struct settings *settings, const char *address)
{
    catalogue->images = settings->images;
    catalogue->image_bytes = settings->image_bytes;
    catalogue->pictures =
        malloc(settings->images * settings->image_bytes + 1); /* never 0: NULL is a failure */
    if (catalogue->pictures == NULL)
        return -1;
    for (unsigned image = 1; image <= settings->images; image++)
        if (picture_draw(catalogue->pictures + (size_t)(image - 1) * settings->image_bytes,
                         settings->image_bytes, image, settings->seed) != 0)
            return -1;
    return write_manifest(catalogue, address);
}

void catalogue_free(struct catalogue *catalogue)
{
    free(catalogue->pictures);
    free(catalogue->manifest);
    *catalogue = (struct catalogue){0};
}
