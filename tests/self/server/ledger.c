/*
 * ledger.c - what the ledger records about each request, and what a reset removes.
 */
#include "server_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(ledger_columns_match_the_replies)
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

START_TEST(ledger_file_matches_the_command_requests)
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
    stop_server(); /* the server writes the file again at its end */
    text = read_text(path);
    ck_assert_ptr_nonnull(strstr(text, "\n3\t4\t1\t200\t"));
    free(text);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(directory), 0); /* no other file is left */
}
END_TEST

START_TEST(reset_keeps_only_settings_and_connections)
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
    crowd_until(&crowd, "held", 2);
    expect("reset", "");
    now = status();
    ck_assert_uint_eq(now.requests, 0);
    ck_assert_uint_eq(now.ended, 0);
    ck_assert_uint_eq(now.held, 0);
    ck_assert_uint_eq(now.beyond, 0);
    ck_assert_uint_eq(now.connections, 3);
    crowd_finish(&crowd); /* the reset has released them */
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

START_TEST(requests_in_flight_lose_their_rows_at_a_reset)
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

TCase *ledger_tests(void)
{
    TCase *tests = new_case("ledger");

    tcase_add_test(tests, ledger_columns_match_the_replies);
    tcase_add_test(tests, ledger_file_matches_the_command_requests);
    tcase_add_test(tests, reset_keeps_only_settings_and_connections);
    tcase_add_test(tests, requests_in_flight_lose_their_rows_at_a_reset);
    return tests;
}
