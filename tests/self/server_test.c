/*
 * server_test.c - the mock server as plain libcurl clients see it.
 *
 * Usage: server_test [PROGRAM]. No verdict here depends on how long anything took: a delay is only ever asked
 * to be no shorter than planned.
 */
#include "../../mock_server/client.h"

#include <arpa/inet.h>
#include <check.h>
#include <curl/curl.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jpeglib.h>
#include <math.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000 }; /* for what is sure to come: no test waits so long but for a broken server */

static const char *program = "build/mock_server/mock_server";
static struct server_client server;

/* --- The server -------------------------------------------------------------------------------------- */

static void start_server(const char *const settings[])
{
    ck_assert_int_eq(server_start(&server, program, settings), 0);
}

#define START(...) start_server((const char *const[]){__VA_ARGS__, NULL})

static void stop_server(void)
{
    if (server.pid > 0)
        server_stop(&server);
    server.pid = 0;
}

/* The reply to a command, which must not be refused. It stays good until the next one. */
static const char *ask(const char *command)
{
    static char *reply;

    free(reply);
    reply = server_command(&server, "%s", command);
    ck_assert_msg(reply != NULL, "\"%s\" was refused", command);
    return reply;
}

static void expect(const char *command, const char *reply)
{
    ck_assert_str_eq(ask(command), reply);
}

struct status {
    unsigned in_flight, peak, requests, ended, connections, open, held, beyond;
};

static struct status status(void)
{
    struct status now;

    ck_assert_int_eq(
        sscanf(ask("status"),
               "in_flight=%u peak=%u requests=%u ended=%u connections=%u open=%u held=%u beyond=%u\n",
               &now.in_flight, &now.peak, &now.requests, &now.ended, &now.connections, &now.open, &now.held,
               &now.beyond),
        8);
    return now;
}

/* --- Its ledger -------------------------------------------------------------------------------------- */

struct row {
    unsigned request, attempt, status, connection, place, port, bytes, gone;
    int image;
    double connected, accepted, admitted, first_byte, end, delay;
    char fault[16], path[64];
};

static struct row *rows; /* of the last read_ledger() */
static size_t row_count;

static void read_ledger(void)
{
    const char *line = strchr(ask("requests"), '\n') + 1;

    free(rows);
    rows = NULL;
    for (row_count = 0; *line != '\0'; row_count++, line = strchr(line, '\n') + 1) {
        struct row *row;

        rows = reallocarray(rows, row_count + 1, sizeof(*rows));
        row = &rows[row_count];
        ck_assert_int_eq(
            sscanf(line,
                   "%u\t%d\t%u\t%u\t%u\t%u\t%u\t%lf\t%lf\t%lf\t%lf\t%lf\t%u\t%lf\t%15[^\t]\t%u\t%63[^\n]",
                   &row->request, &row->image, &row->attempt, &row->status, &row->connection, &row->place,
                   &row->port, &row->connected, &row->accepted, &row->admitted, &row->first_byte, &row->end,
                   &row->bytes, &row->delay, row->fault, &row->gone, row->path),
            17);
    }
}

/* The row of the first request for `image`. */
static const struct row *row_of(int image)
{
    for (size_t i = 0; i < row_count; i++)
        if (rows[i].image == image)
            return &rows[i];
    ck_abort_msg("image %d is not in the ledger", image);
}

/* --- One client -------------------------------------------------------------------------------------- */

struct reply {
    CURL *curl;
    CURLcode code;
    long status;
    unsigned char *body;
    size_t size;
    char headers[1024];
    bool done;
};

static size_t keep_body(char *bytes, size_t one, size_t size, void *closure)
{
    struct reply *reply = closure;

    (void)one;
    reply->body = realloc(reply->body, reply->size + size + 1);
    memcpy(reply->body + reply->size, bytes, size);
    reply->size += size;
    reply->body[reply->size] = '\0';
    return size;
}

static size_t keep_header(char *bytes, size_t one, size_t size, void *closure)
{
    struct reply *reply = closure;
    size_t used = strlen(reply->headers);

    if (used + size < sizeof(reply->headers)) {
        memcpy(reply->headers + used, bytes, size);
        reply->headers[used + size] = '\0';
    }
    return one * size;
}

/* Prepare `reply`'s handle to ask for `path`, which has no leading slash. */
static void prepare(struct reply *reply, const char *path)
{
    char url[256];

    snprintf(url, sizeof(url), "%s%s", server.address, path);
    curl_easy_setopt(reply->curl, CURLOPT_URL, url);
    curl_easy_setopt(reply->curl, CURLOPT_WRITEFUNCTION, keep_body);
    curl_easy_setopt(reply->curl, CURLOPT_WRITEDATA, reply);
    curl_easy_setopt(reply->curl, CURLOPT_HEADERFUNCTION, keep_header);
    curl_easy_setopt(reply->curl, CURLOPT_HEADERDATA, reply);
    curl_easy_setopt(reply->curl, CURLOPT_PRIVATE, reply);
    curl_easy_setopt(reply->curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(reply->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(reply->curl, CURLOPT_TIMEOUT_MS, (long)PATIENCE_MS);
}

/* Ask on `curl`, whose options and connection are kept. The caller calls drop() on what is returned. */
static struct reply fetch_on(CURL *curl, const char *path)
{
    struct reply reply = {.curl = curl};

    prepare(&reply, path);
    reply.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
    return reply;
}

static void drop(struct reply *reply)
{
    free(reply->body);
    reply->body = NULL;
}

/* Ask on a connection of its own, and keep the reply until the next call. */
static const struct reply *fetch(const char *path)
{
    static struct reply reply;

    drop(&reply);
    reply = fetch_on(curl_easy_init(), path);
    curl_easy_cleanup(reply.curl);
    reply.curl = NULL;
    return &reply;
}

static const struct reply *fetch_image(unsigned image)
{
    char path[32];

    snprintf(path, sizeof(path), "image/%u.jpg", image);
    return fetch(path);
}

/* --- Many clients ------------------------------------------------------------------------------------ */

struct crowd {
    CURLM *multi;
    struct reply *replies;
    size_t count, done;
};

static void crowd_begin(struct crowd *crowd, size_t room)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    *crowd = (struct crowd){.multi = curl_multi_init(), .replies = calloc(room, sizeof(struct reply))};
}

/* Wait up to `milliseconds` for replies and for the control socket, and take what has come. */
static void crowd_turn(struct crowd *crowd, int milliseconds)
{
    struct curl_waitfd control = {.fd = server.control, .events = CURL_WAIT_POLLIN};
    CURLMsg *message;
    int left;

    ck_assert_int_eq(curl_multi_poll(crowd->multi, &control, 1, milliseconds, NULL), CURLM_OK);
    ck_assert_int_eq(curl_multi_perform(crowd->multi, &left), CURLM_OK);
    while ((message = curl_multi_info_read(crowd->multi, &left)) != NULL) {
        struct reply *reply;

        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &reply);
        curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &reply->status);
        reply->code = message->data.result;
        reply->done = true;
        curl_multi_remove_handle(crowd->multi, reply->curl);
        crowd->done++;
    }
}

/* One more client asks for `path`, on a connection of its own, or maybe on one that another has left. */
static void crowd_add(struct crowd *crowd, const char *path, bool own)
{
    struct reply *reply = &crowd->replies[crowd->count++];

    reply->curl = curl_easy_init();
    prepare(reply, path);
    curl_easy_setopt(reply->curl, CURLOPT_FRESH_CONNECT, (long)own);
    curl_easy_setopt(reply->curl, CURLOPT_FORBID_REUSE, (long)own);
    ck_assert_int_eq(curl_multi_add_handle(crowd->multi, reply->curl), CURLM_OK);
}

static void crowd_ask(struct crowd *crowd, const char *path)
{
    crowd_add(crowd, path, true);
}

static void crowd_ask_images(struct crowd *crowd, unsigned first, unsigned last)
{
    char path[32];

    for (unsigned image = first; image <= last; image++) {
        snprintf(path, sizeof(path), "image/%u.jpg", image);
        crowd_ask(crowd, path);
    }
}

/* Go on until a figure of the status, which never falls before it is there, is `due`. */
#define CROWD_UNTIL(crowd, figure, due)          \
    do {                                         \
        while (status().figure < (due))          \
            crowd_turn(crowd, 1);                \
        ck_assert_uint_eq(status().figure, due); \
    } while (0)

/* A client closes its connection in the middle. */
static void crowd_leave(struct crowd *crowd, size_t index)
{
    struct reply *reply = &crowd->replies[index];

    ck_assert(!reply->done);
    curl_multi_remove_handle(crowd->multi, reply->curl);
    reply->done = true;
    crowd->done++;
}

/* Let the crowd go on until the server answers `command`, and tell whether that begins with `reply`. */
static void crowd_expect(struct crowd *crowd, const char *command, const char *reply)
{
    struct pollfd control = {.fd = server.control, .events = POLLIN};
    char *answer;

    ck_assert_int_eq(server_send(&server, "%s", command), 0);
    while (poll(&control, 1, 0) == 0)
        crowd_turn(crowd, PATIENCE_MS);
    answer = server_receive(&server);
    ck_assert_ptr_nonnull(answer);
    ck_assert_msg(strncmp(answer, reply, strlen(reply)) == 0, "\"%s\" was answered with \"%s\", not \"%s\"",
                  command, answer, reply);
    free(answer);
}

static void crowd_finish(struct crowd *crowd)
{
    while (crowd->done < crowd->count)
        crowd_turn(crowd, PATIENCE_MS);
}

static void crowd_end(struct crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++) {
        curl_easy_cleanup(crowd->replies[i].curl);
        drop(&crowd->replies[i]);
    }
    curl_multi_cleanup(crowd->multi);
    free(crowd->replies);
}

static void crowd_all_saved(const struct crowd *crowd, size_t size)
{
    for (size_t i = 0; i < crowd->count; i++) {
        ck_assert_int_eq(crowd->replies[i].code, CURLE_OK);
        ck_assert_int_eq(crowd->replies[i].status, 200);
        ck_assert_uint_eq(crowd->replies[i].size, size);
    }
}

/* --- Pictures ---------------------------------------------------------------------------------------- */

struct pixels {
    unsigned width, height;
    uint64_t sum;                  /* of all of them */
    unsigned char white[2048 * 8]; /* where it is white, one bit for each of the first 128 Ki pixels */
};

/* Decode with libjpeg, whose default ends the test at an error; a warning is one here, too. */
static struct pixels decode(const unsigned char *bytes, size_t size)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct pixels pixels = {.sum = 1};
    JSAMPLE line[3 * 2048];
    JSAMPROW lines[] = {line};
    size_t dot = 0;

    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, size);
    ck_assert_int_eq(jpeg_read_header(&jpeg, TRUE), JPEG_HEADER_OK);
    jpeg_start_decompress(&jpeg);
    pixels.width = jpeg.output_width;
    pixels.height = jpeg.output_height;
    ck_assert_uint_le(pixels.width, 2048);
    while (jpeg.output_scanline < jpeg.output_height) {
        jpeg_read_scanlines(&jpeg, lines, 1);
        for (size_t i = 0; i < (size_t)3 * pixels.width; i++)
            pixels.sum = (pixels.sum ^ line[i]) * UINT64_C(0x100000001b3);
        for (unsigned x = 0; x < pixels.width; x++, dot++)
            if (dot < 8 * sizeof(pixels.white) && line[3 * x] > 190 && line[3 * x + 1] > 190 &&
                line[3 * x + 2] > 190)
                pixels.white[dot / 8] |= (unsigned char)(1 << dot % 8);
    }
    jpeg_finish_decompress(&jpeg);
    ck_assert_int_eq(errors.num_warnings, 0);
    jpeg_destroy_decompress(&jpeg);
    return pixels;
}

static const unsigned SIZES[] = {1024, 1031, 2048, 4096, 20480, 20481, 70000, 200003, 3000000};

START_TEST(pictures_have_the_exact_size_and_decode)
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

START_TEST(pictures_are_distinct_to_the_eye)
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

/* Its digits are what is white: the same in other colours, and others for another number. */
START_TEST(pictures_bear_their_number)
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

START_TEST(large_numbers_fit_on_small_pictures)
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

START_TEST(manifest_names_each_picture_with_its_size_and_sum)
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
        ck_assert_msg(strncmp(rest, line, strlen(line)) == 0, "due was %s", line);
        rest += strlen(line);
    }
    ck_assert_str_eq(rest, "");
    expect("manifest", manifest);
}
END_TEST

START_TEST(no_images_make_an_empty_manifest)
{
    START("images 0");
    expect("manifest", "");
    ck_assert_int_eq(fetch("manifest")->code, CURLE_OK);
    ck_assert_int_eq(fetch("image/1.jpg")->status, 404);
    ck_assert_int_eq(fetch("image/0.jpg")->status, 404);
}
END_TEST

START_TEST(same_seed_same_pictures_other_seed_other_pictures)
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

START_TEST(gallery_shows_every_picture)
{
    const struct reply *reply;

    START("images 40", "image-bytes 1024");
    reply = fetch("");
    ck_assert_int_eq(reply->status, 200);
    ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Type: text/html"));
    for (unsigned image = 1; image <= 40; image++) {
        char source[64];

        snprintf(source, sizeof(source), "loading=\"lazy\" src=\"/image/%u.jpg\"", image);
        ck_assert_ptr_nonnull(strstr((char *)reply->body, source));
    }
    ck_assert_uint_eq(status().requests, 0);
}
END_TEST

/* --- Delays ------------------------------------------------------------------------------------------ */

static const struct {
    const char *setting;
    double low, high; /* what is planned, in seconds */
    bool varies;
} LATENCIES[] = {
    {"latency 0", 0, 0, false},
    {"latency 20", 0.02, 0.02, false},
    {"latency 2.5", 0.0025, 0.0025, false},
    {"latency uniform:5:25", 0.005, 0.025, true},
    {"latency lognormal:10:0.5", 0.0005, 0.2, true},
};

START_TEST(no_reply_comes_before_its_delay)
{
    double mean = 0;

    START("images 20", "image-bytes 1024", LATENCIES[_i].setting);
    for (unsigned image = 1; image <= 20; image++) {
        CURL *curl = curl_easy_init();
        char path[32];
        struct reply reply;
        curl_off_t microseconds;

        snprintf(path, sizeof(path), "image/%u.jpg", image);
        reply = fetch_on(curl, path);
        ck_assert_int_eq(reply.status, 200);
        curl_easy_getinfo(curl, CURLINFO_STARTTRANSFER_TIME_T, &microseconds);
        read_ledger();
        ck_assert_double_ge((double)microseconds / 1e6 + 1e-6, row_of((int)image)->delay);
        mean += row_of((int)image)->delay / 20;
        drop(&reply);
        curl_easy_cleanup(curl);
    }
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_double_ge(rows[i].first_byte + 2e-9 - rows[i].admitted, rows[i].delay);
        ck_assert_double_ge(rows[i].delay, LATENCIES[_i].low);
        ck_assert_double_le(rows[i].delay, LATENCIES[_i].high);
        ck_assert(i == 0 || LATENCIES[_i].varies == (rows[i].delay != rows[i - 1].delay));
    }
    if (LATENCIES[_i].varies) {
        ck_assert_double_gt(mean, 0.008);
        ck_assert_double_lt(mean, 0.02);
    }
}
END_TEST

START_TEST(delays_depend_on_seed_image_and_attempt_alone)
{
    double first[11], again[11];

    START("images 10", "image-bytes 1024", "seed 3", "latency uniform:0:2");
    for (unsigned image = 1; image <= 10; image++)
        fetch_image(image);
    for (unsigned image = 1; image <= 10; image++)
        fetch_image(image);
    read_ledger();
    for (int i = 0; i < 10; i++) {
        first[i] = rows[i].delay;
        again[i] = rows[i + 10].delay;
        ck_assert_double_ne(first[i], again[i]);
    }
    stop_server();
    START("images 20", "image-bytes 1024", "seed 3", "latency uniform:0:2");
    for (unsigned image = 10; image >= 1; image--) {
        fetch_image(image);
        fetch_image(image);
    }
    read_ledger();
    for (int i = 0; i < 10; i++) {
        ck_assert_double_eq(first[i], rows[2 * (9 - i)].delay);
        ck_assert_double_eq(again[i], rows[2 * (9 - i) + 1].delay);
    }
    stop_server();
    START("images 10", "image-bytes 1024", "seed 4", "latency uniform:0:2");
    fetch_image(1);
    read_ledger();
    ck_assert_double_ne(rows[0].delay, first[0]);
}
END_TEST

START_TEST(connecting_costs_the_first_request_alone)
{
    CURL *curl = curl_easy_init();

    START("images 3", "image-bytes 1024", "latency 1", "connect-cost 10");
    for (int round = 0; round < 3; round++) {
        struct reply reply = fetch_on(curl, "image/1.jpg");

        drop(&reply);
    }
    fetch_image(2);
    read_ledger();
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_double_eq_tol(rows[i].delay, rows[i].place == 1 ? 0.011 : 0.001, 1e-9);
        ck_assert_double_ge(rows[i].first_byte + 2e-9 - rows[i].admitted, rows[i].delay);
    }
    ck_assert_uint_eq(rows[2].place, 3);
    ck_assert_uint_eq(rows[3].place, 1);
    curl_easy_cleanup(curl);
}
END_TEST

START_TEST(a_long_delay_does_not_hold_up_a_short_one)
{
    struct crowd crowd;
    char text[32];

    START("images 60", "image-bytes 1024");
    crowd_begin(&crowd, 60);
    for (unsigned image = 1; image <= 60; image += 2) {
        expect("latency 3600000", "");
        crowd_ask_images(&crowd, image, image);
        CROWD_UNTIL(&crowd, requests, image);
        snprintf(text, sizeof(text), "latency %u", 60 - image);
        expect(text, "");
        crowd_ask_images(&crowd, image + 1, image + 1);
        CROWD_UNTIL(&crowd, requests, image + 1);
    }
    CROWD_UNTIL(&crowd, ended, 30);
    for (size_t i = 0; i < 30; i++)
        crowd_leave(&crowd, 2 * i);
    crowd_finish(&crowd);
    for (size_t i = 0; i < 30; i++)
        ck_assert_int_eq(crowd.replies[2 * i + 1].status, 200);
    crowd_end(&crowd);
}
END_TEST

START_TEST(bandwidth_limits_each_connection)
{
    struct crowd crowd;

    START("images 4", "image-bytes 20480", "bandwidth 400000");
    crowd_begin(&crowd, 4);
    crowd_ask_images(&crowd, 1, 4);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 20480);
    crowd_end(&crowd);
    read_ledger();
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_double_ge(rows[i].end + 1e-6 - rows[i].admitted, 20480 / 400000.0);
        ck_assert_double_gt(rows[i].end, rows[i].first_byte);
    }
}
END_TEST

START_TEST(capacity_serves_so_many_at_once_in_order_of_arrival)
{
    enum { CLIENTS = 30, CAPACITY = 4 };
    struct crowd crowd;

    START("images 30", "image-bytes 1024", "capacity 4", "latency 3");
    crowd_begin(&crowd, CLIENTS);
    crowd_ask_images(&crowd, 1, CLIENTS);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 1024);
    crowd_end(&crowd);
    read_ledger();
    ck_assert_uint_eq(row_count, CLIENTS);
    for (size_t i = 0; i < CLIENTS; i++) {
        unsigned served = 0;

        ck_assert(i == 0 || rows[i].admitted >= rows[i - 1].admitted);
        for (size_t other = 0; other < CLIENTS; other++)
            served += rows[other].admitted <= rows[i].admitted && rows[i].admitted < rows[other].end;
        ck_assert_uint_le(served, CAPACITY);
    }
}
END_TEST

START_TEST(raised_capacity_lets_the_queue_go_on)
{
    struct crowd crowd;

    START("images 8", "image-bytes 1024", "capacity 1", "latency 3600000");
    crowd_begin(&crowd, 8);
    crowd_ask_images(&crowd, 1, 1);
    CROWD_UNTIL(&crowd, in_flight, 1);
    expect("latency 0", "");
    crowd_ask_images(&crowd, 2, 8);
    CROWD_UNTIL(&crowd, in_flight, 8);
    ck_assert_uint_eq(status().ended, 0);
    expect("capacity 2", "");
    CROWD_UNTIL(&crowd, ended, 7);
    ck_assert_uint_eq(status().in_flight, 1); /* the first is still there */
    crowd_end(&crowd);
}
END_TEST

/* --- Faults ------------------------------------------------------------------------------------------ */

START_TEST(status_fault_gives_that_status_and_a_page)
{
    static const long STATUSES[] = {404, 500, 503, 403, 200, 204, 599};

    START("images 10", "image-bytes 1024");
    for (size_t i = 0; i < sizeof(STATUSES) / sizeof(STATUSES[0]); i++) {
        const struct reply *reply;
        char line[32];

        snprintf(line, sizeof(line), "fault 3 status %ld", STATUSES[i]);
        expect(line, "");
        reply = fetch_image(3);
        ck_assert_int_eq(reply->code, CURLE_OK);
        ck_assert_int_eq(reply->status, STATUSES[i]);
        ck_assert_int_eq(STATUSES[i] == 503, strstr(reply->headers, "Retry-After: 1\r\n") != NULL);
        if (STATUSES[i] != 204)
            ck_assert_ptr_nonnull(strstr((char *)reply->body, "<!DOCTYPE html>"));
    }
    ck_assert_int_eq(fetch_image(4)->status, 200);
    expect("fault 3 none", "");
    ck_assert_uint_eq(fetch_image(3)->size, 1024);
    read_ledger();
    ck_assert_str_eq(rows[0].fault, "status");
    ck_assert_uint_eq(rows[0].status, 404);
    ck_assert_str_eq(rows[row_count - 1].fault, "none");
    ck_assert_uint_eq(status().in_flight, 0);
}
END_TEST

START_TEST(fail_fault_fails_the_first_attempts)
{
    START("images 3", "image-bytes 1024", "fault 1 fail 2", "fault 2 fail 1 500");
    ck_assert_int_eq(fetch_image(1)->status, 503);
    ck_assert_int_eq(fetch_image(2)->status, 500);
    ck_assert_int_eq(fetch_image(1)->status, 503);
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 200);
    read_ledger();
    ck_assert_str_eq(rows[2].fault, "fail");
    ck_assert_uint_eq(rows[2].attempt, 2);
    ck_assert_str_eq(rows[3].fault, "none");
    expect("reset", "");
    ck_assert_int_eq(fetch_image(1)->status, 503);
}
END_TEST

START_TEST(redirect_fault_leads_to_the_picture)
{
    for (long hops = 1; hops <= 3; hops++) {
        CURL *curl = curl_easy_init();
        struct reply reply;
        char line[32];
        long seen;

        snprintf(line, sizeof(line), "fault 2 redirect %ld", hops);
        START("images 3", "image-bytes 1024", hops == 1 ? "fault 2 redirect" : line);
        reply = fetch_on(curl, "image/2.jpg");
        curl_easy_getinfo(curl, CURLINFO_REDIRECT_COUNT, &seen);
        ck_assert_int_eq(reply.code, CURLE_OK);
        ck_assert_int_eq(reply.status, 200);
        ck_assert_int_eq(seen, hops);
        decode(reply.body + reply.size - 1024, 1024);
        read_ledger();
        ck_assert_uint_eq(row_count, (size_t)hops + 1);
        ck_assert_uint_eq(rows[0].status, 302);
        ck_assert_str_eq(rows[0].fault, "redirect");
        ck_assert_str_eq(rows[1].path, "/image/2.jpg?hop=1");
        ck_assert_uint_eq(rows[1].attempt, 2);
        drop(&reply);
        curl_easy_cleanup(curl);
        stop_server();
    }
}
END_TEST

/* A body that is cut: `code` and `size` bytes, which are the picture's. */
static void check_cut_body(const char *fault, CURLcode code, size_t size)
{
    unsigned char picture[20480];
    const struct reply *reply;
    char line[64];

    START("images 2", "image-bytes 20480");
    memcpy(picture, fetch_image(1)->body, sizeof(picture));
    snprintf(line, sizeof(line), "fault 1 %s", fault);
    expect(line, "");
    for (int round = 0; round < 20; round++) {
        reply = fetch_image(1);
        ck_assert_int_eq(reply->code, code);
        ck_assert_int_eq(reply->status, 200);
        ck_assert_uint_eq(reply->size, size);
        ck_assert_mem_eq(reply->body, picture, size);
    }
    read_ledger();
    ck_assert_str_eq(rows[1].fault, fault);
    ck_assert_uint_eq(rows[1].bytes, size);
    ck_assert_uint_eq(rows[1].status, 200);
    ck_assert_uint_eq(rows[1].gone, 0);
    ck_assert(!isnan(rows[1].end));
    ck_assert_uint_eq(status().in_flight, 0);
    ck_assert_uint_eq(status().ended, 21);
}

START_TEST(truncated_fault_closes_after_half_the_body)
{
    check_cut_body("truncated", CURLE_PARTIAL_FILE, 10240);
    ck_assert_ptr_nonnull(strstr(fetch_image(1)->headers, "Content-Length: 20480\r\n"));
}
END_TEST

START_TEST(reset_fault_resets_after_half_the_body)
{
    check_cut_body("reset", CURLE_RECV_ERROR, 10240);
}
END_TEST

START_TEST(length_fault_announces_too_much)
{
    check_cut_body("length", CURLE_PARTIAL_FILE, 20480);
    ck_assert_ptr_nonnull(strstr(fetch_image(1)->headers, "Content-Length: 20580\r\n"));
}
END_TEST

START_TEST(chunked_fault_is_whole_without_a_length)
{
    check_cut_body("chunked", CURLE_OK, 20480);
    ck_assert_ptr_null(strstr(fetch_image(1)->headers, "Content-Length"));
    ck_assert_ptr_nonnull(strstr(fetch_image(1)->headers, "Transfer-Encoding: chunked\r\n"));
}
END_TEST

START_TEST(stall_fault_sends_half_and_waits_for_the_client)
{
    struct crowd crowd;

    START("images 2", "image-bytes 20480", "fault 1 stall");
    crowd_begin(&crowd, 1);
    crowd_ask_images(&crowd, 1, 1);
    while (crowd.replies[0].size < 10240)
        crowd_turn(&crowd, PATIENCE_MS);
    crowd_expect(&crowd, "wait 200", "quiet 0");
    ck_assert_uint_eq(crowd.replies[0].size, 10240);
    ck_assert_uint_eq(status().in_flight, 1);
    crowd_leave(&crowd, 0);
    ck_assert_uint_eq(status().in_flight, 0);
    ck_assert_uint_eq(status().open, 0);
    read_ledger();
    ck_assert_uint_eq(rows[0].gone, 1);
    ck_assert_uint_eq(rows[0].bytes, 10240);
    ck_assert(isnan(rows[0].end));
    ck_assert(!isnan(rows[0].first_byte));
    crowd_end(&crowd);
}
END_TEST

/* --- HTTP -------------------------------------------------------------------------------------------- */

START_TEST(connections_are_kept)
{
    CURL *curl = curl_easy_init();
    long opened = 0;

    START("images 5", "image-bytes 1024", "fault 3 status 404", "fault 4 chunked");
    for (unsigned image = 1; image <= 5; image++) {
        char path[32];
        struct reply reply;
        long connects;

        snprintf(path, sizeof(path), "image/%u.jpg", image);
        reply = fetch_on(curl, path);
        ck_assert_int_eq(reply.code, CURLE_OK);
        ck_assert_ptr_nonnull(strcasestr(reply.headers, "Connection: keep-alive\r\n"));
        curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
        opened += connects;
        drop(&reply);
    }
    ck_assert_int_eq(opened, 1);
    read_ledger();
    for (unsigned i = 0; i < 5; i++) {
        ck_assert_uint_eq(rows[i].connection, rows[0].connection);
        ck_assert_uint_eq(rows[i].place, i + 1);
    }
    ck_assert_uint_eq(status().connections, 1);
    ck_assert_uint_eq(status().open, 1);
    curl_easy_cleanup(curl);
    ck_assert_uint_eq(status().open, 0);
}
END_TEST

START_TEST(head_has_no_body)
{
    CURL *curl = curl_easy_init();
    struct reply reply;

    START("images 1", "image-bytes 1024");
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    reply = fetch_on(curl, "image/1.jpg");
    ck_assert_int_eq(reply.code, CURLE_OK);
    ck_assert_int_eq(reply.status, 200);
    ck_assert_ptr_nonnull(strstr(reply.headers, "Content-Length: 1024\r\n"));
    read_ledger();
    ck_assert_uint_eq(rows[0].bytes, 0);
    ck_assert(isnan(rows[0].first_byte));
    ck_assert(!isnan(rows[0].end));
    ck_assert_uint_eq(status().in_flight, 0);
    drop(&reply);
    curl_easy_cleanup(curl);
}
END_TEST

START_TEST(other_methods_are_refused)
{
    static const char *const METHODS[] = {"POST", "PUT", "DELETE", "OPTIONS"};
    static const char *const PATHS[] = {"image/1.jpg", "", "manifest"};

    START("images 1", "image-bytes 1024");
    for (size_t i = 0; i < 12; i++) {
        CURL *curl = curl_easy_init();
        struct reply reply;

        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "a=b");
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, METHODS[i % 4]);
        reply = fetch_on(curl, PATHS[i % 3]);
        ck_assert_int_eq(reply.code, CURLE_OK);
        ck_assert_int_eq(reply.status, 405);
        ck_assert_ptr_nonnull(strstr(reply.headers, "Allow: GET, HEAD\r\n"));
        drop(&reply);
        curl_easy_cleanup(curl);
    }
    ck_assert_uint_eq(status().requests, 4);
    ck_assert_uint_eq(status().in_flight, 0);
}
END_TEST

START_TEST(unknown_paths_are_not_found_but_recorded)
{
    static const char *const PATHS[] = {
        "image/4.jpg", "image/01.jpg",          "image/.jpg", "image/1.png", "image/1.jpgx", "image/x.jpg",
        "image/0.jpg", "image/99999999999.jpg", "value/",     "control",     "manifest/",    "a%09b"};
    enum { PATH_COUNT = sizeof(PATHS) / sizeof(PATHS[0]) };

    START("images 3", "image-bytes 1024");
    for (size_t i = 0; i < PATH_COUNT; i++)
        ck_assert_int_eq(fetch(PATHS[i])->status, 404);
    read_ledger();
    ck_assert_uint_eq(row_count, PATH_COUNT);
    for (size_t i = 0; i < PATH_COUNT; i++) {
        ck_assert_int_eq(rows[i].image, -1);
        ck_assert_uint_eq(rows[i].status, 404);
        ck_assert_str_eq(rows[i].path + 1, PATHS[i]);
    }
}
END_TEST

START_TEST(values_are_counted_and_fresh)
{
    char first[64], again[64], other[64];

    START("images 1", "image-bytes 1024", "seed 9");
    strcpy(first, (const char *)fetch("value/a")->body);
    strcpy(again, (const char *)fetch("value/a")->body);
    strcpy(other, (const char *)fetch("value/b")->body);
    ck_assert_int_eq(strspn(first, "0123456789abcdef "), 18);
    ck_assert_int_eq(strncmp(first, "1 ", 2), 0);
    ck_assert_int_eq(strncmp(again, "2 ", 2), 0);
    ck_assert_int_eq(strncmp(other, "1 ", 2), 0);
    ck_assert_str_ne(first + 2, again + 2);
    ck_assert_str_ne(first + 2, other + 2);
    read_ledger();
    ck_assert_str_eq(rows[1].path, "/value/a");
    ck_assert_uint_eq(rows[1].attempt, 2);
    ck_assert_int_eq(rows[1].image, -1);
    expect("reset", "");
    ck_assert_str_eq((const char *)fetch("value/a")->body, first);
}
END_TEST

/* --- In flight, gate, hold --------------------------------------------------------------------------- */

static const unsigned CROWDS[] = {1, 8, 127, 128, 129, 256, 1000};

START_TEST(gate_counts_exactly)
{
    unsigned size = CROWDS[_i];
    struct crowd crowd;
    struct status now;
    char text[32];

    START("images 1010", "image-bytes 1024");
    snprintf(text, sizeof(text), "gate %u", size);
    expect(text, "");
    crowd_begin(&crowd, size + 2);
    crowd_ask_images(&crowd, 1, size);
    snprintf(text, sizeof(text), "full %u\n", size);
    crowd_expect(&crowd, "wait 60000", text);
    now = status();
    ck_assert_uint_eq(now.in_flight, size);
    ck_assert_uint_eq(now.peak, size);
    ck_assert_uint_eq(now.held, size);
    ck_assert_uint_eq(now.beyond, 0);
    ck_assert_uint_eq(now.ended, 0);
    ck_assert_uint_eq(now.connections, size);
    snprintf(text, sizeof(text), "quiet %u\n", size);
    crowd_expect(&crowd, "wait 20", text);

    crowd_ask_images(&crowd, size + 1, size + 2);
    crowd_expect(&crowd, "wait 60000", "beyond ");
    CROWD_UNTIL(&crowd, held, size + 2);
    now = status();
    ck_assert_uint_eq(now.beyond, 2);
    ck_assert_uint_eq(now.peak, size + 2);

    expect("open", "");
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 1024);
    now = status();
    ck_assert_uint_eq(now.in_flight, 0);
    ck_assert_uint_eq(now.held, 0);
    ck_assert_uint_eq(now.ended, size + 2);
    ck_assert_uint_eq(now.beyond, 2);
    crowd_end(&crowd);
}
END_TEST

START_TEST(gate_opens_newest_first_and_stays_open)
{
    enum { CLIENTS = 50 };
    struct crowd crowd;

    START("images 60", "image-bytes 1024", _i == 0 ? "latency 0" : "latency 2");
    expect("gate 50", "");
    crowd_begin(&crowd, CLIENTS);
    crowd_ask_images(&crowd, 1, CLIENTS);
    crowd_expect(&crowd, "wait 60000", "full 50\n");
    read_ledger();
    ck_assert(isnan(rows[0].admitted));
    expect("open", "");
    crowd_finish(&crowd);
    crowd_end(&crowd);
    ck_assert_int_eq(fetch_image(60)->status, 200);
    read_ledger();
    for (size_t i = 1; i < CLIENTS; i++) {
        ck_assert_double_ge(rows[i].accepted, rows[i - 1].accepted);
        ck_assert_double_le(rows[i].admitted, rows[i - 1].admitted);
        if (_i == 0)
            ck_assert_double_le(rows[i].first_byte, rows[i - 1].first_byte);
    }
}
END_TEST

START_TEST(held_requests_are_listed_oldest_first)
{
    struct crowd crowd;
    char line[128] = "";

    START("images 5", "image-bytes 1024", "gate 3");
    crowd_begin(&crowd, 3);
    crowd_ask(&crowd, "image/5.jpg");
    CROWD_UNTIL(&crowd, held, 1);
    crowd_ask(&crowd, "value/x");
    CROWD_UNTIL(&crowd, held, 2);
    crowd_ask(&crowd, "image/2.jpg");
    crowd_expect(&crowd, "wait 60000", "full 3\n");
    for (int i = 0; i < 3; i++) {
        static const int IMAGES[] = {5, -1, 2};
        long port;
        size_t used = strlen(line);

        curl_easy_getinfo(crowd.replies[i].curl, CURLINFO_LOCAL_PORT, &port);
        snprintf(line + used, sizeof(line) - used, "%d %d %ld\n", IMAGES[i], i + 1, port);
    }
    expect("held", line);
    crowd_end(&crowd);
}
END_TEST

START_TEST(wait_tells_full_once_for_each_gate)
{
    struct crowd crowd;

    START("images 9", "image-bytes 1024");
    expect("wait 0", "quiet 0\n");
    crowd_begin(&crowd, 4);
    expect("gate 2", "");
    crowd_ask_images(&crowd, 1, 2);
    CROWD_UNTIL(&crowd, held, 2);
    expect("wait 60000", "full 2\n"); /* at once: it is full already */
    expect("wait 10", "quiet 2\n");
    crowd_ask_images(&crowd, 3, 3);
    CROWD_UNTIL(&crowd, held, 3);
    expect("wait 60000", "beyond 3\n"); /* though it came before */
    expect("wait 10", "quiet 3\n");
    expect("gate 3", "");
    ck_assert_uint_eq(status().beyond, 0);
    expect("wait 60000", "full 3\n");
    expect("gate 4", "");
    expect("wait 10", "quiet 3\n");
    crowd_ask_images(&crowd, 4, 4);
    crowd_expect(&crowd, "wait 60000", "full 4\n");
    expect("open", "");
    expect("wait 10", "quiet 0\n");
    crowd_end(&crowd);
}
END_TEST

START_TEST(gate_for_none_is_full_at_once)
{
    struct crowd crowd;

    START("images 2", "image-bytes 1024", "gate 0");
    expect("wait 60000", "full 0\n");
    crowd_begin(&crowd, 1);
    crowd_ask_images(&crowd, 1, 1);
    crowd_expect(&crowd, "wait 60000", "beyond 1\n");
    crowd_end(&crowd);
}
END_TEST

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(quiet_begins_anew_with_each_event)
{
    double begin = seconds_now();
    struct crowd crowd;

    START("images 1", "image-bytes 1024", "latency 100");
    crowd_begin(&crowd, 1);
    crowd_ask_images(&crowd, 1, 1);
    CROWD_UNTIL(&crowd, in_flight, 1);
    crowd_expect(&crowd, "wait 150", "quiet 0\n");
    ck_assert_uint_eq(status().ended, 1);
    ck_assert_double_ge(seconds_now() - begin, 0.25); /* 150 ms after the end, not after the command */
    crowd_end(&crowd);
}
END_TEST

START_TEST(a_second_command_during_a_wait_is_refused)
{
    char *reply;

    START("images 1");
    server_send(&server, "wait 500");
    server_send(&server, "status");
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    free(reply);
    reply = server_receive(&server);
    ck_assert_str_eq(reply, "quiet 0\n");
    free(reply);
}
END_TEST

START_TEST(hold_keeps_one_image_until_others_ended)
{
    struct crowd crowd;

    START("images 10", "image-bytes 1024");
    crowd_begin(&crowd, 10);
    expect("hold 4 8", "");
    crowd_ask_images(&crowd, 4, 4);
    CROWD_UNTIL(&crowd, held, 1);
    for (int again = 0; again < 10; again++)
        fetch("value/1"); /* no other image */
    crowd_ask_images(&crowd, 1, 3);
    crowd_ask_images(&crowd, 5, 8);
    CROWD_UNTIL(&crowd, ended, 17);
    ck_assert_uint_eq(status().held, 1);
    ck_assert_uint_eq(status().in_flight, 1);
    crowd_ask_images(&crowd, 9, 9);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 1024);
    read_ledger();
    for (size_t i = 0; i < row_count; i++)
        if (rows[i].image != 4)
            ck_assert_double_le(rows[i].end, row_of(4)->admitted);
    crowd_end(&crowd);
}
END_TEST

START_TEST(open_ends_a_hold)
{
    struct crowd crowd;

    START("images 10", "image-bytes 1024", "hold 4 8");
    crowd_begin(&crowd, 2);
    crowd_ask_images(&crowd, 4, 4);
    CROWD_UNTIL(&crowd, held, 1);
    expect("open", "");
    crowd_finish(&crowd);
    ck_assert_int_eq(fetch_image(4)->status, 200);
    crowd_end(&crowd);
}
END_TEST

/* Never more than `workers` at once, each on its own kept connection. */
START_TEST(peak_is_never_more_than_the_clients)
{
    static const unsigned WORKERS[] = {1, 2, 5, 16};
    static const char *const REPLIES[] = {"fault 3 chunked",   "fault 3 status 500", "fault 3 redirect",
                                          "fault 3 truncated", "fault 3 reset",      "bandwidth 50000000"};
    unsigned workers = WORKERS[_i];
    struct crowd crowd;
    char path[32];

    for (size_t kind = 0; kind < sizeof(REPLIES) / sizeof(REPLIES[0]); kind++) {
        START("images 100", "image-bytes 20480", "fault 1 length", REPLIES[kind]);
        crowd_begin(&crowd, 400);
        while (crowd.done < 400) {
            while (crowd.count < 400 && crowd.count - crowd.done < workers) {
                snprintf(path, sizeof(path), "image/%zu.jpg", crowd.count % 100 + 1);
                crowd_add(&crowd, path, crowd.count % 3 == 0);
            }
            crowd_turn(&crowd, PATIENCE_MS);
        }
        crowd_end(&crowd);
        ck_assert_uint_le(status().peak, workers);
        ck_assert_uint_eq(status().in_flight, 0);
        stop_server();
    }
}
END_TEST

/* --- Clients that leave ------------------------------------------------------------------------------ */

START_TEST(a_client_that_left_is_not_held)
{
    struct crowd crowd;
    struct status now;

    START("images 9", "image-bytes 1024", "gate 5");
    crowd_begin(&crowd, 8);
    crowd_ask_images(&crowd, 1, 4);
    CROWD_UNTIL(&crowd, held, 4);
    crowd_leave(&crowd, 1);
    crowd_leave(&crowd, 2);
    now = status();
    ck_assert_uint_eq(now.held, 2);
    ck_assert_uint_eq(now.in_flight, 2);
    ck_assert_uint_eq(now.peak, 4);
    ck_assert_uint_eq(now.open, 2);
    crowd_ask_images(&crowd, 5, 7);
    crowd_expect(&crowd, "wait 60000", "full 5\n");
    ck_assert_uint_eq(status().beyond, 0);
    expect("open", "");
    crowd_finish(&crowd);
    read_ledger();
    for (int image = 1; image <= 7; image++) {
        bool left = image == 2 || image == 3;

        ck_assert_uint_eq(row_of(image)->gone, left);
        ck_assert_uint_eq(row_of(image)->status, left ? 0 : 200);
        ck_assert_int_eq(isnan(row_of(image)->end) != 0, left);
    }
    ck_assert_uint_eq(status().ended, 5);
    crowd_end(&crowd);
}
END_TEST

/* A connection of which nobody takes care. Returns the socket. */
static int connect_plainly(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_port = htons((uint16_t)atoi(strrchr(server.address, ':') + 1));
    ck_assert_int_eq(connect(client, (struct sockaddr *)&address, sizeof(address)), 0);
    return client;
}

static void ask_plainly(int client, const char *path)
{
    dprintf(client, "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
}

/* Close it, with a reset or in the usual way. */
static void leave_plainly(int client, bool with_reset)
{
    struct linger at_once = {.l_onoff = 1};

    if (with_reset)
        setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close(client);
}

/* A child that keeps the server awake with requests that are not counted. Returns its id. */
static pid_t disturb(void)
{
    char some[4096];
    pid_t pid = fork();
    int client;

    if (pid != 0)
        return pid;
    close(server.control); /* or the server would not end with the test */
    client = connect_plainly();
    do {
        ask_plainly(client, "manifest");
    } while (read(client, some, sizeof(some)) > 0);
    _exit(0);
}

START_TEST(a_client_that_left_and_asks_again_counts_once)
{
    enum { ROUNDS = 300 };
    static const char *const MODES[] = {"gate 1", "latency 3600000", "fault 1 stall", "capacity 1"};
    struct status now;
    int client, next;
    pid_t disturber;

    START("images 9", "image-bytes 200000", MODES[_i], _i == 3 ? "latency 3600000" : "seed 1");
    disturber = disturb();
    next = connect_plainly();
    for (int round = 0; round < ROUNDS; round++) {
        client = next;
        ask_plainly(client, "image/1.jpg");
        next = connect_plainly();
        if (round % 3 != 0) /* the next has been accepted then */
            ck_assert_uint_eq(status().in_flight, 1);
        leave_plainly(client, round % 5 == 0);
    }
    kill(disturber, SIGKILL);
    waitpid(disturber, NULL, 0);
    now = status();
    ck_assert_uint_eq(now.peak, 1);
    ck_assert_uint_eq(now.in_flight, 0);
    ck_assert_uint_eq(now.beyond, 0);
    ck_assert_uint_eq(now.open, 1);
    ck_assert_uint_eq(now.held, 0);
    ck_assert_uint_le(now.requests, ROUNDS);
    ck_assert_uint_eq(now.ended, 0);
    close(next);
}
END_TEST

START_TEST(a_client_that_left_gives_up_its_place)
{
    struct crowd crowd;

    START("images 9", "image-bytes 1024", "capacity 1", "latency 3600000");
    crowd_begin(&crowd, 4);
    crowd_ask_images(&crowd, 1, 1);
    CROWD_UNTIL(&crowd, in_flight, 1);
    expect("latency 0", "");
    crowd_ask_images(&crowd, 2, 2);
    CROWD_UNTIL(&crowd, in_flight, 2);
    crowd_ask_images(&crowd, 3, 4);
    CROWD_UNTIL(&crowd, in_flight, 4);
    crowd_leave(&crowd, 1); /* from the queue */
    ck_assert_uint_eq(status().in_flight, 3);
    ck_assert_uint_eq(status().ended, 0);
    crowd_leave(&crowd, 0); /* from its place */
    crowd_finish(&crowd);
    read_ledger();
    ck_assert_uint_eq(row_of(1)->gone, 1);
    ck_assert(!isnan(row_of(1)->admitted));
    ck_assert_uint_eq(row_of(2)->gone, 1);
    ck_assert(isnan(row_of(2)->admitted));
    ck_assert_uint_eq(row_of(3)->status, 200);
    ck_assert_uint_eq(row_of(4)->status, 200);
    crowd_end(&crowd);
}
END_TEST

static unsigned count_descriptors(void)
{
    char path[64];
    DIR *directory;
    unsigned count = 0;

    snprintf(path, sizeof(path), "/proc/%d/fd", (int)server.pid);
    directory = opendir(path);
    ck_assert_ptr_nonnull(directory);
    while (readdir(directory) != NULL)
        count++;
    closedir(directory);
    return count;
}

START_TEST(descriptors_do_not_pile_up)
{
    static const char *const MODES[] = {"gate 9999", "fault 1 stall", "bandwidth 100", "latency 3600000"};
    unsigned before;

    START("images 9", "image-bytes 1024", MODES[_i]);
    before = count_descriptors();
    for (int round = 0; round < 20; round++) {
        int clients[50];

        for (int i = 0; i < 50; i++) {
            clients[i] = connect_plainly();
            ask_plainly(clients[i], "image/1.jpg");
        }
        while (status().in_flight < 50)
            continue;
        for (int i = 0; i < 50; i++)
            close(clients[i]);
        ck_assert_uint_eq(status().in_flight, 0);
    }
    ck_assert_uint_eq(status().open, 0);
    ck_assert_uint_eq(count_descriptors(), before);
}
END_TEST

START_TEST(a_thousand_connections_are_served)
{
    struct crowd crowd;

    START("images 1000", "image-bytes 2048", _i == 0 ? "latency 20" : "latency uniform:0:50");
    crowd_begin(&crowd, 1000);
    crowd_ask_images(&crowd, 1, 1000);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 2048);
    crowd_end(&crowd);
    read_ledger();
    ck_assert_uint_eq(row_count, 1000);
    for (size_t i = 0; i < row_count; i++)
        ck_assert_double_ge(rows[i].first_byte + 2e-9 - rows[i].admitted, rows[i].delay);
    ck_assert_uint_eq(status().open, 0);
    ck_assert_uint_eq(status().connections, 1000);
}
END_TEST

/* --- The ledger -------------------------------------------------------------------------------------- */

START_TEST(ledger_columns_agree)
{
    CURL *curl = curl_easy_init();
    unsigned attempts[21] = {0};
    long port;

    START("images 20", "image-bytes 1024", "latency uniform:0:1", "fault 3 truncated", "fault 5 status 404",
          "fault 6 chunked");
    for (unsigned request = 1; request <= 60; request++) {
        struct reply reply;
        char path[32];

        snprintf(path, sizeof(path), "image/%u.jpg", request * 7 % 20 + 1);
        reply = fetch_on(curl, path);
        curl_easy_getinfo(curl, CURLINFO_LOCAL_PORT, &port);
        read_ledger();
        ck_assert_uint_eq(row_count, request);
        ck_assert_uint_eq(rows[request - 1].port, (unsigned)port);
        ck_assert_uint_eq(rows[request - 1].status, (unsigned)reply.status);
        ck_assert_uint_eq(rows[request - 1].bytes, reply.size);
        drop(&reply);
    }
    curl_easy_cleanup(curl);
    for (unsigned i = 0; i < row_count; i++) {
        const struct row *row = &rows[i];

        ck_assert_uint_eq(row->request, i + 1);
        ck_assert_int_eq(row->image, (int)((i + 1) * 7 % 20 + 1));
        ck_assert_uint_eq(row->attempt, ++attempts[row->image]);
        ck_assert_double_ge(row->accepted, row->connected);
        ck_assert_double_ge(row->admitted, row->accepted);
        ck_assert_double_ge(row->first_byte, row->admitted);
        ck_assert_double_ge(row->end, row->first_byte);
        ck_assert_uint_eq(row->gone, 0);
        if (i > 0 && row->connection == row[-1].connection)
            ck_assert_uint_eq(row->place, row[-1].place + 1);
        else
            ck_assert_uint_eq(row->place, 1);
    }
}
END_TEST

static char *read_text(const char *path)
{
    char *text = calloc(1, 65536);
    FILE *file = fopen(path, "r");

    ck_assert_msg(file != NULL, "there is no %s", path);
    ck_assert_uint_lt(fread(text, 1, 65535, file), 65535);
    fclose(file);
    return text;
}

START_TEST(ledger_file_is_what_requests_says)
{
    char directory[] = "/tmp/server_test.XXXXXX", setting[128], path[64], temporary[80], *text;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof(path), "%s/ledger", directory);
    snprintf(setting, sizeof(setting), "ledger %s", path);
    START("images 5", "image-bytes 1024", setting);
    fetch_image(2);
    fetch_image(3);
    expect("ledger", "2\n");
    snprintf(temporary, sizeof(temporary), "%s.tmp", path);
    ck_assert_int_eq(access(temporary, F_OK), -1);
    text = read_text(path);
    expect("requests", text);
    free(text);
    fetch_image(4);
    stop_server(); /* it is written again at the end */
    text = read_text(path);
    ck_assert_ptr_nonnull(strstr(text, "\n3\t4\t1\t200\t"));
    free(text);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(directory), 0); /* nothing else was left there */
}
END_TEST

START_TEST(reset_forgets_all_but_settings_and_connections)
{
    CURL *curl = curl_easy_init();
    struct reply reply;
    struct status now;
    struct crowd crowd;

    START("images 5", "image-bytes 1024", "fault 2 status 404");
    reply = fetch_on(curl, "image/1.jpg");
    drop(&reply);
    crowd_begin(&crowd, 2);
    expect("gate 1", "");
    crowd_ask_images(&crowd, 3, 4);
    crowd_expect(&crowd, "wait 60000", "full ");
    CROWD_UNTIL(&crowd, held, 2);
    expect("reset", "");
    now = status();
    ck_assert_uint_eq(now.requests, 0);
    ck_assert_uint_eq(now.ended, 0);
    ck_assert_uint_eq(now.held, 0);
    ck_assert_uint_eq(now.beyond, 0);
    ck_assert_uint_eq(now.connections, 3);
    crowd_finish(&crowd); /* what was held was let go */
    crowd_all_saved(&crowd, 1024);
    crowd_end(&crowd);
    ck_assert_uint_eq(status().in_flight, 0);

    reply = fetch_on(curl, "image/2.jpg");
    ck_assert_int_eq(reply.status, 404);
    drop(&reply);
    read_ledger();
    ck_assert_uint_eq(row_count, 1);
    ck_assert_uint_eq(rows[0].request, 1);
    ck_assert_uint_eq(rows[0].attempt, 1);
    ck_assert_uint_eq(rows[0].connection, 1);
    ck_assert_uint_eq(rows[0].place, 2);
    ck_assert_uint_eq(status().peak, 1);
    curl_easy_cleanup(curl);
}
END_TEST

START_TEST(reset_does_not_count_what_was_under_way)
{
    struct crowd crowd;
    struct status now;

    START("images 5", "image-bytes 1024", "latency 100", "gate 2");
    crowd_begin(&crowd, 2);
    crowd_ask_images(&crowd, 1, 2);
    crowd_expect(&crowd, "wait 60000", "full 2\n");
    expect("reset", "");
    now = status();
    ck_assert_uint_eq(now.in_flight, 2);
    ck_assert_uint_eq(now.peak, 2);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 1024);
    now = status();
    ck_assert_uint_eq(now.requests, 0);
    ck_assert_uint_eq(now.ended, 0);
    ck_assert_uint_eq(now.in_flight, 0);
    crowd_end(&crowd);
}
END_TEST

/* --- Start and end ----------------------------------------------------------------------------------- */

/* Run the program with options until it ends by itself. Returns its exit status; what it wrote is in `text`.
 */
static int run_program(char *const options[], char *text, size_t room)
{
    int ends[2], status;
    size_t length = 0;
    ssize_t got;
    pid_t pid;

    ck_assert_int_eq(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        execv(program, options);
        _exit(127);
    }
    close(ends[1]);
    while ((got = read(ends[0], text + length, room - 1 - length)) > 0)
        length += (size_t)got;
    text[length] = '\0';
    close(ends[0]);
    waitpid(pid, &status, 0);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int run_option(const char *name, const char *value, char *text, size_t room)
{
    return run_program((char *const[]){(char *)program, (char *)name, (char *)value, NULL}, text, room);
}

static unsigned count_lines(const char *text)
{
    unsigned lines = 0;

    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

static const char *const BAD_SETTINGS[][2] = {
    {"port", "65536"},
    {"port", "-1"},
    {"port", "80x"},
    {"images", "100001"},
    {"images", ""},
    {"images", " 5"},
    {"image-bytes", "1023"},
    {"image-bytes", "99999999999999999999"},
    {"seed", "0x10"},
    {"seed", "18446744073709551616"},
    {"latency", "-1"},
    {"latency", "nan"},
    {"latency", "1.2.3"},
    {"latency", "1e3"},
    {"latency", "ten"},
    {"latency", "uniform:5"},
    {"latency", "uniform:9:5"},
    {"latency", "uniform:1:2:3"},
    {"latency", "lognormal:10:99"},
    {"latency", "gauss:1:2"},
    {"connect-cost", "x"},
    {"capacity", "4.5"},
    {"bandwidth", "1k"},
    {"fault", "1"},
    {"fault", "0:stall"},
    {"fault", "1:explode"},
    {"fault", "1:status"},
    {"fault", "1:status:99"},
    {"fault", "1:status:600"},
    {"fault", "1:fail"},
    {"fault", "1:fail:0"},
    {"fault", "1:fail:1:503:4"},
    {"fault", "1:stall:5"},
    {"fault", "1:redirect:x"},
    {"colour", "blue"},
};

START_TEST(bad_settings_are_refused)
{
    const char *name = BAD_SETTINGS[_i][0], *value = BAD_SETTINGS[_i][1];
    char option[64], text[1024], *reply;

    snprintf(option, sizeof(option), "--%s", name);
    ck_assert_int_eq(run_option(option, value, text, sizeof(text)), 2);
    ck_assert_msg(count_lines(text) == 1, "not one line: %s", text);
    ck_assert_ptr_nonnull(strstr(text, name));

    START("images 3", "image-bytes 1024");
    server_send(&server, "%s %s", name, value);
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    ck_assert_uint_eq(count_lines(reply), 1);
    free(reply);
    ck_assert_int_eq(fetch_image(1)->status, 200);
}
END_TEST

static const char *const BAD_COMMANDS[] = {
    "",         "Status",   "status now",    "gate",  "gate x",           "hold 1",
    "hold x 1", "hold 0 1", "hold 1 x",      "wait",  "wait -5",          "open 1",
    "port 0",   "images 5", "seed 2",        "start", "image-bytes 4096", "ledger",
    "wibble",   "latency",  "fault 4 stall",
};

START_TEST(bad_commands_are_refused)
{
    char *reply;

    START("images 3", "image-bytes 1024");
    server_send(&server, "%s", BAD_COMMANDS[_i]);
    reply = server_receive(&server);
    ck_assert_msg(strncmp(reply, "error: ", 7) == 0, "\"%s\" was not refused", BAD_COMMANDS[_i]);
    ck_assert_uint_eq(count_lines(reply), 1);
    free(reply);
    expect("held", "");
}
END_TEST

START_TEST(wrong_usage_is_refused)
{
    char text[2048];

    ck_assert_int_eq(run_option("--images", NULL, text, sizeof(text)), 2);
    ck_assert_int_eq(run_option("images", "5", text, sizeof(text)), 2);
    ck_assert_int_eq(run_option("--control", "77", text, sizeof(text)), 2);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_int_eq(run_option("--fault", "201:stall", text, sizeof(text)), 2);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_int_eq(run_option("--help", NULL, text, sizeof(text)), 0);
    ck_assert_ptr_nonnull(strstr(text, "--connect-cost MS"));
}
END_TEST

START_TEST(a_refused_start_leaves_nothing_running)
{
    static const char *const SETTINGS[] = {"images 3", "fault 4 stall", NULL};

    ck_assert_int_eq(server_start(&server, program, SETTINGS), -1);
    ck_assert_int_eq(kill(server.pid, 0), -1);
    ck_assert_int_eq(errno, ESRCH);
    ck_assert_int_eq(server_start(&server, "/nonexistent/mock_server", SETTINGS), -1);
    server.pid = 0;
}
END_TEST

START_TEST(a_port_in_use_is_one_clear_line)
{
    char text[1024], line[128];
    const char *port;
    struct server_client other;
    const char *settings[] = {line, NULL};

    START("images 1");
    port = strrchr(server.address, ':') + 1;
    snprintf(line, sizeof(line), "%.*s", (int)strcspn(port, "/"), port);
    ck_assert_int_eq(run_option("--port", line, text, sizeof(text)), 1);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_ptr_nonnull(strstr(text, "is in use"));
    ck_assert_ptr_nonnull(strstr(text, line));
    snprintf(line, sizeof(line), "port %.*s", (int)strcspn(port, "/"), port);
    ck_assert_int_eq(server_start(&other, program, settings), -1);
}
END_TEST

/* Start it with options. Returns what it says when it is ready. */
static pid_t start_by_hand(char *const options[], char *text, size_t room)
{
    int ends[2];
    ssize_t got;
    pid_t pid;

    ck_assert_int_eq(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(program, options);
        _exit(127);
    }
    close(ends[1]);
    got = read(ends[0], text, room - 1);
    ck_assert_int_gt(got, 0);
    text[got] = '\0';
    close(ends[0]);
    return pid;
}

START_TEST(options_work_and_a_signal_ends_it)
{
    char directory[] = "/tmp/server_test.XXXXXX", ledger[64], text[256];
    char *const options[] = {
        (char *)program, "--images",  "7", "--image-bytes", "1024", "--fault", "2:status:404", "--ledger",
        ledger,          "--latency", "1", "--seed",        "3",    "--fault", "3:fail:1",     NULL};
    pid_t pid;
    int status;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(ledger, sizeof(ledger), "%s/ledger", directory);
    pid = start_by_hand(options, text, sizeof(text));
    ck_assert_int_eq(sscanf(text, "Serving 7 images at %63s\n", server.address), 1);
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 404);
    ck_assert_int_eq(fetch_image(3)->status, 503);
    kill(pid, _i == 0 ? SIGTERM : SIGINT);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    free(read_text(ledger));
    unlink(ledger);
    rmdir(directory);
}
END_TEST

START_TEST(an_unwritable_ledger_is_one_line_and_a_failure)
{
    char directory[] = "/tmp/server_test.XXXXXX", ledger[64], temporary[64], text[256], complaint[512] = "";
    char *const options[] = {(char *)program, "--images", "1", "--ledger", ledger, NULL};
    int ends[2], saved, status;
    pid_t pid;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(ledger, sizeof(ledger), "%s/ledger", directory);
    snprintf(temporary, sizeof(temporary), "%s/ledger.tmp", directory);
    ck_assert_int_eq(symlink("/dev/full", temporary), 0); /* a full disk */
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    pid = start_by_hand(options, text, sizeof(text));
    dup2(saved, STDERR_FILENO);
    close(ends[1]);
    kill(pid, SIGTERM);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(WEXITSTATUS(status), 1);
    ck_assert_int_gt(read(ends[0], complaint, sizeof(complaint) - 1), 0);
    ck_assert_uint_eq(count_lines(complaint), 1);
    ck_assert_ptr_nonnull(strstr(complaint, "No space left"));
    ck_assert_int_eq(access(ledger, F_OK), -1);
    unlink(temporary);
    rmdir(directory);
}
END_TEST

START_TEST(it_ends_with_its_control_socket_whatever_is_under_way)
{
    static const char *const MODES[] = {"gate 9", "latency 3600000", "fault 1 stall", "bandwidth 10"};
    int how, clients[20];
    char byte[4096];

    START("images 9", "image-bytes 1024", MODES[_i]);
    for (int i = 0; i < 20; i++) {
        clients[i] = connect_plainly();
        ask_plainly(clients[i], "image/1.jpg");
    }
    while (status().in_flight < 20)
        continue;
    close(server.control);
    ck_assert_int_eq(waitpid(server.pid, &how, 0), server.pid);
    ck_assert_int_eq(how, 0);
    for (int i = 0; i < 20; i++) {
        while (read(clients[i], byte, sizeof(byte)) > 0)
            continue;
        close(clients[i]);
    }
    server.pid = 0;
}
END_TEST

START_TEST(nothing_is_seen_from_outside_but_the_control_socket)
{
    char path[64], text[4096] = "";
    const char *argument = text;
    FILE *file;
    unsigned count = 0;

    START("images 3", "image-bytes 1024", "seed 77", "fault 2 stall");
    snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)server.pid);
    file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, file), 0);
    fclose(file);
    for (; *argument != '\0'; argument += strlen(argument) + 1)
        count++;
    ck_assert_uint_eq(count, 3); /* PROGRAM --control FD */
    ck_assert_int_eq(getpgid(server.pid), server.pid);
    for (int descriptor = 3; descriptor < 64; descriptor++) {
        unsigned flags = 0;

        snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", (int)server.pid, descriptor);
        file = fopen(path, "r");
        if (file == NULL)
            continue;
        ck_assert_int_eq(fscanf(file, "pos: %*d flags: %o", &flags), 1);
        ck_assert_msg((flags & O_CLOEXEC) != 0, "descriptor %d would be inherited", descriptor);
        fclose(file);
    }
}
END_TEST

static unsigned count_sockets(void)
{
    char path[64], target[64];
    unsigned sockets = 0;

    for (int descriptor = 3; descriptor < 64; descriptor++) {
        snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)server.pid, descriptor);
        if (readlink(path, target, sizeof(target)) > 7)
            sockets += strncmp(target, "socket:", 7) == 0;
    }
    return sockets;
}

START_TEST(nothing_is_listened_on_before_the_start)
{
    char number[16], *reply;
    int ends[2];

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    snprintf(number, sizeof(number), "%d", ends[1]);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    server.control = ends[0];
    server.pid = fork();
    if (server.pid == 0) {
        execl(program, program, "--control", number, NULL);
        _exit(127);
    }
    close(ends[1]);
    expect("images 5", "");
    server_send(&server, "manifest");
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    free(reply);
    expect("status", "in_flight=0 peak=0 requests=0 ended=0 connections=0 open=0 held=0 beyond=0\n");
    ck_assert_uint_eq(count_sockets(), 1); /* the control socket */
    ck_assert_int_eq(strncmp(ask("start"), "address http://127.0.0.1:", 25), 0);
    ck_assert_uint_eq(count_sockets(), 2);
}
END_TEST

START_TEST(replies_are_read_one_by_one)
{
    char *first, *second, *third;

    START("images 3000", "image-bytes 1024");
    server_send(&server, "held");
    server_send(&server, "manifest");
    server_send(&server, "wibble");
    first = server_receive(&server);
    second = server_receive(&server);
    third = server_receive(&server);
    ck_assert_str_eq(first, "");
    ck_assert_uint_eq(count_lines(second), 3000);
    ck_assert_int_eq(strncmp(third, "error: ", 7), 0);
    free(first);
    free(second);
    free(third);
    kill(server.pid, SIGKILL);
    ck_assert_ptr_null(server_receive(&server));
}
END_TEST

#define LENGTH(array) (int)(sizeof(array) / sizeof((array)[0]))

static TCase *add_case(Suite *suite, const char *name)
{
    TCase *tests = tcase_create(name);

    tcase_set_timeout(tests, 0);
    tcase_add_checked_fixture(tests, NULL, stop_server);
    suite_add_tcase(suite, tests);
    return tests;
}

static Suite *server_suite(void)
{
    Suite *suite = suite_create("mock server");
    TCase *tests;

    tests = add_case(suite, "pictures");
    tcase_add_loop_test(tests, pictures_have_the_exact_size_and_decode, 0, LENGTH(SIZES));
    tcase_add_test(tests, pictures_are_distinct_to_the_eye);
    tcase_add_test(tests, pictures_bear_their_number);
    tcase_add_test(tests, large_numbers_fit_on_small_pictures);
    tcase_add_test(tests, manifest_names_each_picture_with_its_size_and_sum);
    tcase_add_test(tests, no_images_make_an_empty_manifest);
    tcase_add_test(tests, same_seed_same_pictures_other_seed_other_pictures);
    tcase_add_test(tests, gallery_shows_every_picture);
    tests = add_case(suite, "delays");
    tcase_add_loop_test(tests, no_reply_comes_before_its_delay, 0, LENGTH(LATENCIES));
    tcase_add_test(tests, delays_depend_on_seed_image_and_attempt_alone);
    tcase_add_test(tests, connecting_costs_the_first_request_alone);
    tcase_add_test(tests, a_long_delay_does_not_hold_up_a_short_one);
    tcase_add_test(tests, bandwidth_limits_each_connection);
    tcase_add_test(tests, capacity_serves_so_many_at_once_in_order_of_arrival);
    tcase_add_test(tests, raised_capacity_lets_the_queue_go_on);
    tests = add_case(suite, "faults");
    tcase_add_test(tests, status_fault_gives_that_status_and_a_page);
    tcase_add_test(tests, fail_fault_fails_the_first_attempts);
    tcase_add_test(tests, redirect_fault_leads_to_the_picture);
    tcase_add_test(tests, truncated_fault_closes_after_half_the_body);
    tcase_add_test(tests, reset_fault_resets_after_half_the_body);
    tcase_add_test(tests, length_fault_announces_too_much);
    tcase_add_test(tests, chunked_fault_is_whole_without_a_length);
    tcase_add_test(tests, stall_fault_sends_half_and_waits_for_the_client);
    tests = add_case(suite, "http");
    tcase_add_test(tests, connections_are_kept);
    tcase_add_test(tests, head_has_no_body);
    tcase_add_test(tests, other_methods_are_refused);
    tcase_add_test(tests, unknown_paths_are_not_found_but_recorded);
    tcase_add_test(tests, values_are_counted_and_fresh);
    tests = add_case(suite, "gate");
    tcase_add_loop_test(tests, gate_counts_exactly, 0, LENGTH(CROWDS));
    tcase_add_loop_test(tests, gate_opens_newest_first_and_stays_open, 0, 2);
    tcase_add_test(tests, held_requests_are_listed_oldest_first);
    tcase_add_test(tests, wait_tells_full_once_for_each_gate);
    tcase_add_test(tests, gate_for_none_is_full_at_once);
    tcase_add_test(tests, quiet_begins_anew_with_each_event);
    tcase_add_test(tests, a_second_command_during_a_wait_is_refused);
    tcase_add_test(tests, hold_keeps_one_image_until_others_ended);
    tcase_add_test(tests, open_ends_a_hold);
    tcase_add_loop_test(tests, peak_is_never_more_than_the_clients, 0, 4);
    tests = add_case(suite, "leaving");
    tcase_add_test(tests, a_client_that_left_is_not_held);
    tcase_add_loop_test(tests, a_client_that_left_and_asks_again_counts_once, 0, 4);
    tcase_add_test(tests, a_client_that_left_gives_up_its_place);
    tcase_add_loop_test(tests, descriptors_do_not_pile_up, 0, 4);
    tcase_add_loop_test(tests, a_thousand_connections_are_served, 0, 2);
    tests = add_case(suite, "ledger");
    tcase_add_test(tests, ledger_columns_agree);
    tcase_add_test(tests, ledger_file_is_what_requests_says);
    tcase_add_test(tests, reset_forgets_all_but_settings_and_connections);
    tcase_add_test(tests, reset_does_not_count_what_was_under_way);
    tests = add_case(suite, "life");
    tcase_add_loop_test(tests, bad_settings_are_refused, 0, LENGTH(BAD_SETTINGS));
    tcase_add_loop_test(tests, bad_commands_are_refused, 0, LENGTH(BAD_COMMANDS));
    tcase_add_test(tests, wrong_usage_is_refused);
    tcase_add_test(tests, a_refused_start_leaves_nothing_running);
    tcase_add_test(tests, a_port_in_use_is_one_clear_line);
    tcase_add_loop_test(tests, options_work_and_a_signal_ends_it, 0, 2);
    tcase_add_test(tests, an_unwritable_ledger_is_one_line_and_a_failure);
    tcase_add_loop_test(tests, it_ends_with_its_control_socket_whatever_is_under_way, 0, 4);
    tcase_add_test(tests, nothing_is_seen_from_outside_but_the_control_socket);
    tcase_add_test(tests, nothing_is_listened_on_before_the_start);
    tcase_add_test(tests, replies_are_read_one_by_one);
    return suite;
}

int main(int count, char *arguments[])
{
    SRunner *runner = srunner_create(server_suite());
    int failed;

    if (count > 1)
        program = arguments[1];
    curl_global_init(CURL_GLOBAL_DEFAULT);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    curl_global_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
