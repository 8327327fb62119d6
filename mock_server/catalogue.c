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
    return catalogue->pictures + catalogue->offsets[image - 1];
}

size_t catalogue_bytes(const struct catalogue *catalogue, unsigned image)
{
    return catalogue->offsets[image] - catalogue->offsets[image - 1];
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
    sha256_digest(&context, sizeof digest, digest);
    base16_encode_update(sum, sizeof digest, digest);
    fprintf(out, "%simage/%u.jpg\t%zu\t%s\n", address, image, size, sum);
}

static int write_manifest(struct catalogue *catalogue, const char *address)
{
    size_t length;
    FILE *out = open_memstream(&catalogue->manifest, &length);

    if (!out)
        return -1;
    for (unsigned image = 1; image <= catalogue->images; image++)
        write_manifest_line(out, catalogue, image, address);
    return fclose(out);
}

/* An image and its key for sorting: the seed shuffles the images. */
struct shuffled_image {
    uint64_t hash;
    unsigned image;
};

static int compare_shuffled(const void *one, const void *other)
{
    const struct shuffled_image *left = one, *right = other;

    return left->hash < right->hash ? -1 : left->hash > right->hash;
}

/* The size of image number `turn` of `count` in the shuffled order. Sizes are spread evenly on a
 * logarithmic scale. If there are at least two images, the first has the smallest size and the last the
 * largest, for every seed. */
static size_t draw_size(const struct settings *settings, const struct shuffled_image *image, unsigned turn,
                        unsigned count)
{
    double least = (double)settings->least_image_bytes + 1, most = (double)settings->image_bytes + 1;
    double share = (turn + random_fraction(image->hash)) / count;

    if (count > 1 && turn == 0)
        return settings->least_image_bytes;
    if (count > 1 && turn == count - 1)
        return settings->image_bytes;
    return (size_t)(least * pow(most / least, share)) - 1;
}

static int draw_sizes(const struct settings *settings, size_t sizes[])
{
    struct shuffled_image *shuffled = calloc((size_t)settings->images + 1, sizeof *shuffled);

    if (!shuffled)
        return -1;
    for (unsigned i = 0; i < settings->images; i++)
        shuffled[i] = (struct shuffled_image){random_hash(settings->seed, i + 1, 3), i + 1};
    qsort(shuffled, settings->images, sizeof *shuffled, compare_shuffled);
    for (unsigned turn = 0; turn < settings->images; turn++)
        sizes[shuffled[turn].image] = draw_size(settings, &shuffled[turn], turn, settings->images);
    free(shuffled);
    return 0;
}

static int lay_out_pictures(struct catalogue *catalogue, const struct settings *settings)
{
    size_t *offsets = catalogue->offsets = calloc((size_t)settings->images + 1, sizeof *catalogue->offsets);

    if (!offsets || draw_sizes(settings, offsets) != 0)
        return -1;
    for (unsigned image = 1; image <= settings->images; image++)
        offsets[image] += offsets[image - 1];
    catalogue->pictures = malloc(offsets[settings->images] + 1); /* never malloc(0), which may return NULL */
    return catalogue->pictures ? 0 : -1;
}

/* A few bytes are too small for a picture, and drawing pictures of all sizes takes too long. So these
 * images only start like a JPEG. */
static void fill_image(unsigned char *bytes, size_t size, unsigned image, uint64_t seed)
{
    static const unsigned char JPEG_MARKER[] = {0xff, 0xd8, 0xff};

    random_fill(bytes, size, random_hash(seed, image, 4));
    memcpy(bytes, JPEG_MARKER, size < sizeof JPEG_MARKER ? size : sizeof JPEG_MARKER);
}

int catalogue_draw(struct catalogue *catalogue, const struct settings *settings, const char *address)
{
    bool drawn =
        settings->least_image_bytes == settings->image_bytes && settings->image_bytes >= MIN_PICTURE_BYTES;

    catalogue->images = settings->images;
    if (lay_out_pictures(catalogue, settings) != 0)
        return -1;
    for (unsigned image = 1; image <= settings->images; image++) {
        unsigned char *bytes = catalogue->pictures + catalogue->offsets[image - 1];
        size_t size = catalogue_bytes(catalogue, image);

        if (!drawn)
            fill_image(bytes, size, image, settings->seed);
        else if (picture_draw(bytes, size, image, settings->seed) != 0)
            return -1;
    }
    return write_manifest(catalogue, address);
}

void catalogue_free(struct catalogue *catalogue)
{
    free(catalogue->offsets);
    free(catalogue->pictures);
    free(catalogue->manifest);
    *catalogue = (struct catalogue){0};
}
