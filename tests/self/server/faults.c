/*
 * faults.c - replies with a fault.
 */
#include "server_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

START_TEST(status_fault_sends_the_status_and_a_page)
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

START_TEST(redirect_fault_ends_at_the_picture)
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

/* Check that a client gets `code` and the first `size` bytes of the picture. */
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

START_TEST(length_fault_announces_too_many_bytes)
{
    check_cut_body("length", CURLE_PARTIAL_FILE, 20480);
    ck_assert_ptr_nonnull(strstr(fetch_image(1)->headers, "Content-Length: 20580\r\n"));
}
END_TEST

START_TEST(chunked_fault_sends_the_whole_picture_without_a_length)
{
    check_cut_body("chunked", CURLE_OK, 20480);
    ck_assert_ptr_null(strstr(fetch_image(1)->headers, "Content-Length"));
    ck_assert_ptr_nonnull(strstr(fetch_image(1)->headers, "Transfer-Encoding: chunked\r\n"));
}
END_TEST

START_TEST(faults_also_cut_empty_images)
{
    static const struct {
        const char *fault;
        CURLcode code;
    } FAULTS[] = {{"none", CURLE_OK},          {"truncated", CURLE_PARTIAL_FILE},
                  {"reset", CURLE_RECV_ERROR}, {"length", CURLE_PARTIAL_FILE},
                  {"chunked", CURLE_OK},       {"corrupt", CURLE_OK},
                  {"empty", CURLE_GOT_NOTHING}};
    unsigned asked = 0;

    START("images 1", "image-bytes 0-0");
    for (int limited = 0; limited < 2; limited++) {
        for (int i = 0; i < LENGTH(FAULTS); i++, asked++) {
            char line[32];

            snprintf(line, sizeof(line), "fault 1 %s", FAULTS[i].fault);
            expect(line, "");
            ck_assert_int_eq(fetch_image(1)->code, FAULTS[i].code);
            ck_assert_uint_eq(fetch_image(1)->size, 0);
        }
        expect("bandwidth 100000", "");
    }
    read_ledger();
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_uint_eq(rows[i].bytes, 0);
        ck_assert_uint_eq(rows[i].gone, 0);
        ck_assert(isnan(rows[i].first_byte) && !isnan(rows[i].end));
    }
    ck_assert_uint_eq(status().ended, 2 * asked);
    ck_assert_uint_eq(status().in_flight, 0);
}
END_TEST

START_TEST(empty_fault_closes_without_a_reply)
{
    START("images 2", "image-bytes 1024", "fault 2 empty");
    ck_assert_int_eq(fetch_image(2)->code, CURLE_GOT_NOTHING);
    ck_assert_int_eq(fetch_image(1)->code, CURLE_OK);
    read_ledger();
    ck_assert_uint_eq(row_count, 2);
    ck_assert_uint_eq(rows[0].status, 0);
    ck_assert_uint_eq(rows[0].bytes, 0);
    ck_assert_uint_eq(rows[0].gone, 0);
    ck_assert(!isnan(rows[0].end));
    ck_assert_str_eq(rows[0].fault, "empty");
    ck_assert_uint_eq(status().ended, 2);
    ck_assert_uint_eq(status().in_flight, 0);
}
END_TEST

START_TEST(corrupt_fault_sends_the_right_length_and_wrong_bytes)
{
    static unsigned char picture[200000];

    START("images 1", _i == 0 ? "image-bytes 2000" : "image-bytes 200000");
    memcpy(picture, fetch_image(1)->body, _i == 0 ? 2000 : 200000);
    expect("fault 1 corrupt", "");
    for (int round = 0; round < 3; round++) {
        const struct reply *reply = fetch_image(1);

        ck_assert_int_eq(reply->code, CURLE_OK);
        ck_assert_int_eq(reply->status, 200);
        ck_assert_uint_eq(reply->size, _i == 0 ? 2000 : 200000);
        ck_assert_mem_eq(reply->body, picture, reply->size / 2);
        for (size_t i = reply->size / 2; i < reply->size; i++)
            ck_assert_uint_ne(reply->body[i], picture[i]);
    }
    expect("fault 1 none", "");
    ck_assert_mem_eq(fetch_image(1)->body, picture, _i == 0 ? 2000 : 200000);
}
END_TEST

START_TEST(status_206_sends_half_the_picture_with_its_range)
{
    const struct reply *reply;

    START("images 1", "image-bytes 2001", "fault 1 status 206");
    reply = fetch_image(1);
    ck_assert_int_eq(reply->code, CURLE_OK);
    ck_assert_int_eq(reply->status, 206);
    ck_assert_uint_eq(reply->size, 1000);
    ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Range: bytes 0-999/2001\r\n"));
    ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Type: image/jpeg\r\n"));
}
END_TEST

START_TEST(sends_the_retry_after_that_is_set)
{
    static const struct {
        const char *fault, *header;
    } CASES[] = {{"status 503", "Retry-After: 1\r\n"},
                 {"status 429", "Retry-After: 1\r\n"},
                 {"status 503 0", "Retry-After: 0\r\n"},
                 {"status 429 3", "Retry-After: 3\r\n"},
                 {"fail 1 503 120", "Retry-After: 120\r\n"},
                 {"fail 1", "Retry-After: 1\r\n"},
                 {"status 503 none", NULL},
                 {"fail 1 429 none", NULL},
                 {"status 404", NULL},
                 {"status 301", NULL}};

    START("images 10", "image-bytes 1024");
    for (int i = 0; i < LENGTH(CASES); i++) {
        const char *headers;
        char line[64];

        snprintf(line, sizeof(line), "fault %d %s", i + 1, CASES[i].fault);
        expect(line, "");
        headers = fetch_image((unsigned)i + 1)->headers;
        if (CASES[i].header != NULL)
            ck_assert_msg(strstr(headers, CASES[i].header) != NULL, "%s: %s", CASES[i].fault, headers);
        else
            ck_assert_msg(strstr(headers, "Retry-After") == NULL, "%s: %s", CASES[i].fault, headers);
    }
}
END_TEST

START_TEST(last_fault_that_names_an_image_decides)
{
    static const long STATUSES[] = {410, 500, 500, 404, 500, 200, 410, 503};

    START("fault * status 410", "fault 2-5 status 500", "fault 4 status 404", "fault 6 none", "images 8",
          "image-bytes 1024");
    expect("fault 8-8 status 503", "");
    for (unsigned image = 1; image <= 8; image++)
        ck_assert_int_eq(fetch_image(image)->status, STATUSES[image - 1]);
    expect("fault * none", "");
    for (unsigned image = 1; image <= 8; image++)
        ck_assert_int_eq(fetch_image(image)->status, 200);
}
END_TEST

/* With 20 %, about 200 of 1000 requests fail, and always the same ones. */
START_TEST(fault_with_a_percentage_hits_that_share)
{
    static char first[1001], again[1001];
    unsigned failed = 0;

    for (int run = 0; run < 2; run++) {
        CURL *curl = curl_easy_init();
        char path[32], *met = run == 0 ? first : again;

        START("images 500", "image-bytes 1024", "seed 5", "fault * 20% status 500");
        for (unsigned i = 0; i < 1000; i++) {
            unsigned place = run == 0 ? i : 999 - i, image = place % 500;
            struct reply reply;

            snprintf(path, sizeof(path), "image/%u.jpg", image + 1);
            reply = fetch_on(curl, path);
            met[2 * image + i / 500] = reply.status == 500 ? 'x' : '.'; /* by image, then by attempt */
            failed += reply.status == 500;
            drop(&reply);
        }
        curl_easy_cleanup(curl);
        stop_server();
    }
    ck_assert_str_eq(first, again);
    ck_assert_uint_gt(failed, 2 * 150);
    ck_assert_uint_lt(failed, 2 * 250);
    START("images 3", "image-bytes 1024", "fault * 0% stall", "fault 2 100% status 404");
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 404);
}
END_TEST

START_TEST(stall_fault_sends_half_the_body_and_waits)
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

    tcase_add_test(tests, status_fault_sends_the_status_and_a_page);
    tcase_add_test(tests, fail_fault_fails_the_first_attempts);
    tcase_add_test(tests, redirect_fault_ends_at_the_picture);
    tcase_add_test(tests, truncated_fault_closes_after_half_the_body);
    tcase_add_test(tests, reset_fault_resets_after_half_the_body);
    tcase_add_test(tests, length_fault_announces_too_many_bytes);
    tcase_add_test(tests, chunked_fault_sends_the_whole_picture_without_a_length);
    tcase_add_test(tests, faults_also_cut_empty_images);
    tcase_add_test(tests, empty_fault_closes_without_a_reply);
    tcase_add_loop_test(tests, corrupt_fault_sends_the_right_length_and_wrong_bytes, 0, 2);
    tcase_add_test(tests, status_206_sends_half_the_picture_with_its_range);
    tcase_add_test(tests, sends_the_retry_after_that_is_set);
    tcase_add_test(tests, last_fault_that_names_an_image_decides);
    tcase_add_test(tests, fault_with_a_percentage_hits_that_share);
    tcase_add_test(tests, stall_fault_sends_half_the_body_and_waits);
    return tests;
}
