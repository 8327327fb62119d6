/*
 * faults.c - replies that are not what was asked for.
 */
#include "server_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

TCase *fault_tests(void)
{
    TCase *tests = new_case("faults");

    tcase_add_test(tests, status_fault_gives_that_status_and_a_page);
    tcase_add_test(tests, fail_fault_fails_the_first_attempts);
    tcase_add_test(tests, redirect_fault_leads_to_the_picture);
    tcase_add_test(tests, truncated_fault_closes_after_half_the_body);
    tcase_add_test(tests, reset_fault_resets_after_half_the_body);
    tcase_add_test(tests, length_fault_announces_too_much);
    tcase_add_test(tests, chunked_fault_is_whole_without_a_length);
    tcase_add_test(tests, stall_fault_sends_half_and_waits_for_the_client);
    return tests;
}
