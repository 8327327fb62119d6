/*
 * delays.c - no reply comes before its delay, and the delays depend on the seed.
 */
#include "server_tests.h"

#include <stdio.h>

static const struct {
    const char *setting;
    double low, high; /* limits of the planned delay, in seconds */
    bool varies;
} LATENCIES[] = {
    {"latency 0", 0, 0, false},
    {"latency 20", 0.02, 0.02, false},
    {"latency 2.5", 0.0025, 0.0025, false},
    {"latency uniform:5:25", 0.005, 0.025, true},
    {"latency lognormal:10:0.5", 0.0005, 0.2, true},
};

START_TEST(sends_no_reply_before_its_delay)
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

START_TEST(delays_depend_only_on_seed_image_and_attempt)
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

START_TEST(an_image_can_have_its_own_latency)
{
    static const double DELAYS[] = {0.002, 0.015, 0.015, 0.001, 0.015, 0.002};

    START("latency * 2", "latency 2-5 15", "images 6", "image-bytes 1024", "latency 4 uniform:1:1",
          "latency 7");
    expect("latency 1-1 none", "");
    expect("latency 2", "");
    for (unsigned image = 1; image <= 6; image++)
        fetch_image(image);
    fetch("value/x");
    read_ledger();
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(rows[i].delay, DELAYS[i], 1e-9);
        ck_assert_double_ge(rows[i].first_byte + 2e-9 - rows[i].admitted, rows[i].delay);
    }
    ck_assert_double_eq_tol(rows[6].delay, 0.002, 1e-9);
}
END_TEST

START_TEST(connect_cost_delays_only_the_first_request)
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

START_TEST(a_long_delay_does_not_block_a_short_one)
{
    struct crowd crowd;
    char text[32];

    START("images 60", "image-bytes 1024");
    crowd_begin(&crowd, 60);
    for (unsigned image = 1; image <= 60; image += 2) {
        expect("latency 3600000", "");
        crowd_ask_images(&crowd, image, image);
        crowd_until(&crowd, "requests", image);
        snprintf(text, sizeof(text), "latency %u", 60 - image);
        expect(text, "");
        crowd_ask_images(&crowd, image + 1, image + 1);
        crowd_until(&crowd, "requests", image + 1);
    }
    crowd_until(&crowd, "ended", 30);
    for (size_t i = 0; i < 30; i++)
        crowd_leave(&crowd, 2 * i);
    crowd_finish(&crowd);
    for (size_t i = 0; i < 30; i++)
        ck_assert_int_eq(crowd.replies[2 * i + 1].status, 200);
    crowd_end(&crowd);
}
END_TEST

TCase *delay_tests(void)
{
    TCase *tests = new_case("delays");

    tcase_add_loop_test(tests, sends_no_reply_before_its_delay, 0, LENGTH(LATENCIES));
    tcase_add_test(tests, delays_depend_only_on_seed_image_and_attempt);
    tcase_add_test(tests, an_image_can_have_its_own_latency);
    tcase_add_test(tests, connect_cost_delays_only_the_first_request);
    tcase_add_test(tests, a_long_delay_does_not_block_a_short_one);
    return tests;
}
