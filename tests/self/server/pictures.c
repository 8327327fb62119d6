/*
 * pictures.c - the pictures, and the manifest that lists them.
 */
#include "server_tests.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned SIZES[] = {1024, 1031, 2048, 4096, 20480, 20481, 70000, 200003, 3000000};

START_TEST(pictures_have_the_exact_size_and_can_be_decoded)
{
    char setting[64];

    snprintf(setting, sizeof(setting), "image-bytes %u", SIZES[_i]);
    START(setting, "images 12");
    for (unsigned image = 1; image <= 12; image++) {
        const struct reply *reply = fetch_image(image);
        struct pixels pixels;

        ck_assert_int_eq(reply->code, CURLE_OK);
        ck_assert_int_eq(reply->status, 200);
        ck_assert_uint_eq(reply->size, SIZES[_i]);
        ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Type: image/jpeg"));
        pixels = decode(reply->body, reply->size);
        ck_assert_uint_ge(pixels.width, 48);
        ck_assert_uint_ge(pixels.height, 36);
    }
}
END_TEST

START_TEST(pictures_differ_visibly)
{
    enum { IMAGES = 60 };
    uint64_t sums[IMAGES + 1];

    START("images 60", "image-bytes 1024");
    for (unsigned image = 1; image <= IMAGES; image++) {
        const struct reply *reply = fetch_image(image);

        sums[image] = decode(reply->body, reply->size).sum;
        for (unsigned other = 1; other < image; other++)
            ck_assert_uint_ne(sums[image], sums[other]);
    }
}
END_TEST

static unsigned count_bits(const unsigned char *one, const unsigned char *other, size_t size)
{
    unsigned count = 0;

    for (size_t i = 0; i < size; i++)
        count += (unsigned)__builtin_popcount((unsigned)(one[i] ^ other[i]));
    return count;
}

/* The white pixels show the digits. For another seed they stay the same, for another number they differ. */
START_TEST(pictures_show_their_number)
{
    enum { IMAGES = 25 };
    static const struct pixels nothing;
    static struct pixels first[IMAGES + 1], again;

    START("images 25", "seed 1");
    for (unsigned image = 1; image <= IMAGES; image++)
        first[image] = decode(fetch_image(image)->body, 20480);
    stop_server();
    START("images 25", "seed 2");
    for (unsigned image = 1; image <= IMAGES; image++) {
        unsigned drawn;

        again = decode(fetch_image(image)->body, 20480);
        drawn = count_bits(again.white, nothing.white, sizeof(again.white));
        ck_assert_uint_gt(drawn, again.width * again.height / 100);
        for (unsigned other = 1; other <= IMAGES; other++) {
            unsigned different = count_bits(again.white, first[other].white, sizeof(again.white));

            if (other == image)
                ck_assert_uint_lt(different, drawn / 20);
            else
                ck_assert_uint_gt(different, drawn / 10);
        }
    }
}
END_TEST

START_TEST(small_pictures_can_show_large_numbers)
{
    const struct reply *reply;

    START("images 12345", "image-bytes 1024");
    reply = fetch_image(12345);
    ck_assert_uint_eq(reply->size, 1024);
    decode(reply->body, reply->size);
    ck_assert_int_eq(fetch_image(12346)->status, 404);
}
END_TEST

static void sha256(const unsigned char *bytes, size_t size, char *text)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, sizeof(digest), digest);
    base16_encode_update(text, sizeof(digest), digest);
    text[2 * sizeof(digest)] = '\0';
}

START_TEST(manifest_lists_size_and_hash_of_each_picture)
{
    char manifest[8192], url[128], sum[65], line[256];
    const char *rest = manifest;

    START("images 30", "image-bytes 2048");
    strcpy(manifest, (const char *)fetch("manifest")->body);
    for (unsigned image = 1; image <= 30; image++) {
        const struct reply *reply = fetch_image(image);

        sha256(reply->body, reply->size, sum);
        snprintf(url, sizeof(url), "%simage/%u.jpg", server.address, image);
        snprintf(line, sizeof(line), "%s\t2048\t%s\n", url, sum);
        ck_assert_msg(strncmp(rest, line, strlen(line)) == 0, "expected %s", line);
        rest += strlen(line);
    }
    ck_assert_str_eq(rest, "");
    expect("manifest", manifest);
}
END_TEST

/* For every seed one of 3 images is empty, and one has the largest size. */
START_TEST(uses_both_ends_of_a_range_of_sizes)
{
    for (unsigned seed = 1; seed <= 20; seed++) {
        const char *manifest;
        char line[32];

        snprintf(line, sizeof(line), "seed %u", seed);
        START("images 3", "image-bytes 0-3000", line);
        manifest = ask("manifest");
        ck_assert_ptr_nonnull(strstr(manifest, ".jpg\t0\te3b0c44298fc1c149afb"));
        ck_assert_ptr_nonnull(strstr(manifest, ".jpg\t3000\t"));
        stop_server();
    }
}
END_TEST

/* 200 sizes from 0 to 100 KB: some images are empty, some are large, and all sizes match the manifest. */
START_TEST(draws_sizes_from_a_range)
{
    unsigned empty = 0, large = 0;
    char url[64], sum[65], *manifest;

    START("images 200", "image-bytes 0-100000");
    manifest = strdup(ask("manifest"));
    for (unsigned image = 1; image <= 200; image++) {
        const struct reply *reply = fetch_image(image);

        ck_assert_int_eq(reply->code, CURLE_OK);
        ck_assert_uint_le(reply->size, 100000);
        empty += reply->size == 0;
        large += reply->size > 20000;
        sha256(reply->body, reply->size, sum);
        snprintf(url, sizeof(url), "/image/%u.jpg\t%zu\t", image, reply->size);
        ck_assert_ptr_nonnull(strstr(manifest, url));
        ck_assert_ptr_nonnull(strstr(manifest, sum));
    }
    ck_assert_uint_gt(empty, 2);
    ck_assert_uint_gt(large, 10);
    free(manifest);
}
END_TEST

START_TEST(manifest_of_no_images_is_empty)
{
    START("images 0");
    expect("manifest", "");
    ck_assert_int_eq(fetch("manifest")->code, CURLE_OK);
    ck_assert_int_eq(fetch("image/1.jpg")->status, 404);
    ck_assert_int_eq(fetch("image/0.jpg")->status, 404);
}
END_TEST

START_TEST(pictures_depend_only_on_the_seed)
{
    unsigned char first[2048];

    START("seed 5", "images 3", "image-bytes 2048");
    memcpy(first, fetch_image(2)->body, sizeof(first));
    stop_server();
    START("seed 5", "images 9", "image-bytes 2048");
    ck_assert_mem_eq(fetch_image(2)->body, first, sizeof(first));
    stop_server();
    START("seed 6", "images 3", "image-bytes 2048");
    ck_assert_mem_ne(fetch_image(2)->body, first, sizeof(first));
}
END_TEST

TCase *picture_tests(void)
{
    TCase *tests = new_case("pictures");

    tcase_add_loop_test(tests, pictures_have_the_exact_size_and_can_be_decoded, 0, LENGTH(SIZES));
    tcase_add_test(tests, pictures_differ_visibly);
    tcase_add_test(tests, pictures_show_their_number);
    tcase_add_test(tests, small_pictures_can_show_large_numbers);
    tcase_add_test(tests, manifest_lists_size_and_hash_of_each_picture);
    tcase_add_test(tests, uses_both_ends_of_a_range_of_sizes);
    tcase_add_test(tests, draws_sizes_from_a_range);
    tcase_add_test(tests, manifest_of_no_images_is_empty);
    tcase_add_test(tests, pictures_depend_only_on_the_seed);
    return tests;
}
