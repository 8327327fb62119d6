#include "catalogue.h"

#include "picture.h"
#include "random.h"

#include <math.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

const unsigned char *catalogue_picture(const struct catalogue *catalogue, unsigned image)
{
    return catalogue->pictures + catalogue->places[image - 1];
}

size_t catalogue_bytes(const struct catalogue *catalogue, unsigned image)
{
    return catalogue->places[image] - catalogue->places[image - 1];
}

static void write_manifest_line(FILE *out, const struct catalogue *catalogue, unsigned image,
                                const char *address)
{
    size_t size = catalogue_bytes(catalogue, image);
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char sum[BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1] = "";

    sha256_init(&context);
    sha256_update(&context, size, catalogue_picture(catalogue, image));
    sha256_digest(&context, sizeof(digest), digest);
    base16_encode_update(sum, sizeof(digest), digest);
    fprintf(out, "%simage/%u.jpg\t%zu\t%s\n", address, image, size, sum);
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

/* From the least to the most; a size of ten times as many bytes is about as likely. */
static size_t draw_size(const struct settings *settings, unsigned image)
{
    double least = log((double)settings->least_image_bytes + 1),
           most = log((double)settings->image_bytes + 2);
    size_t size =
        (size_t)exp(least + (most - least) * random_fraction(random_hash(settings->seed, image, 3))) - 1;

    if (size < settings->least_image_bytes)
        return settings->least_image_bytes;
    return size < settings->image_bytes ? size : settings->image_bytes;
}

static int place_pictures(struct catalogue *catalogue, const struct settings *settings)
{
    size_t end = 0;

    catalogue->places = calloc((size_t)settings->images + 1, sizeof(*catalogue->places));
    if (catalogue->places == NULL)
        return -1;
    for (unsigned image = 1; image <= settings->images; image++)
        catalogue->places[image] = end += draw_size(settings, image);
    catalogue->pictures = malloc(end + 1); /* never 0: NULL is a failure */
    return catalogue->pictures == NULL ? -1 : 0;
}

/* A few bytes hold no picture, and pictures of every size take long to draw: these only begin like one. */
static void fill_image(unsigned char *place, size_t size, unsigned image, uint64_t seed)
{
    static const unsigned char JPEG_MARKER[] = {0xff, 0xd8, 0xff};

    random_fill(place, size, random_hash(seed, image, 4));
    memcpy(place, JPEG_MARKER, size < sizeof(JPEG_MARKER) ? size : sizeof(JPEG_MARKER));
}

int catalogue_draw(struct catalogue *catalogue, const struct settings *settings, const char *address)
{
    bool drawn = settings->least_image_bytes == settings->image_bytes;

    catalogue->images = settings->images;
    if (place_pictures(catalogue, settings) != 0)
        return -1;
    for (unsigned image = 1; image <= settings->images; image++) {
        unsigned char *place = catalogue->pictures + catalogue->places[image - 1];
        size_t size = catalogue_bytes(catalogue, image);

        if (!drawn)
            fill_image(place, size, image, settings->seed);
        else if (picture_draw(place, size, image, settings->seed) != 0)
            return -1;
    }
    return write_manifest(catalogue, address);
}

void catalogue_free(struct catalogue *catalogue)
{
    free(catalogue->places);
    free(catalogue->pictures);
    free(catalogue->manifest);
    *catalogue = (struct catalogue){0};
}
