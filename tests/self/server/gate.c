/*
 * gate.c - the gate holds all requests; a hold keeps those for one image.
 */
#include "server_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const unsigned CROWDS[] = {1, 8, 127, 128, 129, 256, 1000};

START_TEST(gate_counts_requests_exactly)
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
    crowd_until(&crowd, "held", size + 2);
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

START_TEST(gate_releases_newest_first_and_stays_open)
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

START_TEST(lists_held_requests_oldest_first)
{
    struct crowd crowd;
    char line[128] = "";

    START("images 5", "image-bytes 1024", "gate 3");
    crowd_begin(&crowd, 3);
    crowd_ask(&crowd, "image/5.jpg");
    crowd_until(&crowd, "held", 1);
    crowd_ask(&crowd, "value/x");
    crowd_until(&crowd, "held", 2);
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

START_TEST(wait_reports_full_once_for_each_gate)
{
    struct crowd crowd;

    START("images 9", "image-bytes 1024");
    expect("wait 0", "quiet 0\n");
    crowd_begin(&crowd, 4);
    expect("gate 2", "");
    crowd_ask_images(&crowd, 1, 2);
    crowd_until(&crowd, "held", 2);
    expect("wait 60000", "full 2\n"); /* at once, because the gate is full already */
    expect("wait 10", "quiet 2\n");
    crowd_ask_images(&crowd, 3, 3);
    crowd_until(&crowd, "held", 3);
    expect("wait 60000", "beyond 3\n"); /* the request arrived before this command */
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

START_TEST(wait_reports_a_flood_once)
{
    struct crowd crowd;

    START("images 9", "image-bytes 1024");
    expect("alarm 3", "");
    crowd_begin(&crowd, 5);
    crowd_ask_images(&crowd, 1, 3);
    crowd_until(&crowd, "ended", 3);
    expect("wait 10", "quiet 0\n"); /* 3 are not more than 3 */
    crowd_ask_images(&crowd, 4, 4);
    crowd_expect(&crowd, "wait 60000", "flood 0\n");
    expect("wait 10", "quiet 0\n");
    crowd_end(&crowd);
}
END_TEST

START_TEST(gate_for_0_is_full_at_once)
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

START_TEST(hold_ends_after_requests_for_other_images)
{
    struct crowd crowd;

    START("images 10", "image-bytes 1024");
    crowd_begin(&crowd, 10);
    expect("hold 4 8", "");
    crowd_ask_images(&crowd, 4, 4);
    crowd_until(&crowd, "held", 1);
    for (int again = 0; again < 10; again++)
        fetch("value/1"); /* a value is not an image */
    crowd_ask_images(&crowd, 1, 3);
    crowd_ask_images(&crowd, 5, 8);
    crowd_until(&crowd, "ended", 17);
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

START_TEST(pass_releases_held_requests_and_shuts_the_gate_again)
{
    enum { SIZE = 20, TIMES = 3 };
    struct crowd crowd;

    START("images 60", "image-bytes 1024");
    expect("gate 20", "");
    crowd_begin(&crowd, TIMES * SIZE);
    for (unsigned time = 0; time < TIMES; time++) {
        crowd_ask_images(&crowd, time * SIZE + 1, (time + 1) * SIZE);
        crowd_expect(&crowd, "wait 60000", "full 20\n");
        ck_assert_uint_eq(status().ended, time * SIZE);
        expect("pass", "");
        crowd_until(&crowd, "ended", (time + 1) * SIZE);
    }
    expect("open", "");
    crowd_end(&crowd);
}
END_TEST

START_TEST(open_ends_a_hold)
{
    struct crowd crowd;

    START("images 10", "image-bytes 1024", "hold 4 8");
    crowd_begin(&crowd, 2);
    crowd_ask_images(&crowd, 4, 4);
    crowd_until(&crowd, "held", 1);
    expect("open", "");
    crowd_finish(&crowd);
    ck_assert_int_eq(fetch_image(4)->status, 200);
    crowd_end(&crowd);
}
END_TEST

TCase *gate_tests(void)
{
    TCase *tests = new_case("gate");

    tcase_add_loop_test(tests, gate_counts_requests_exactly, 0, LENGTH(CROWDS));
    tcase_add_loop_test(tests, gate_releases_newest_first_and_stays_open, 0, 2);
    tcase_add_test(tests, lists_held_requests_oldest_first);
    tcase_add_test(tests, wait_reports_full_once_for_each_gate);
    tcase_add_test(tests, wait_reports_a_flood_once);
    tcase_add_test(tests, gate_for_0_is_full_at_once);
    tcase_add_test(tests, hold_ends_after_requests_for_other_images);
    tcase_add_test(tests, pass_releases_held_requests_and_shuts_the_gate_again);
    tcase_add_test(tests, open_ends_a_hold);
    return tests;
}
