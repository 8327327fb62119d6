/*
 * http.c - kept connections, methods, unknown paths and values.
 */
#include "server_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

START_TEST(keeps_connections)
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

START_TEST(reply_to_head_has_no_body)
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

START_TEST(rejects_other_methods)
{
    static const char *const METHODS[] = {"POST", "PUT", "DELETE", "OPTIONS"};
    static const char *const PATHS[] = {"image/1.jpg", "no/such", "manifest"};

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
    ck_assert_uint_eq(status().requests, 8); /* all except those for the manifest */
    ck_assert_uint_eq(status().in_flight, 0);
}
END_TEST

START_TEST(records_unknown_paths_and_answers_404)
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

START_TEST(accepts_whole_urls_as_targets)
{
    static const char *const TARGETS[] = {"http://127.0.0.1:80/image/2.jpg", "HTTP://example/image/2.jpg?x",
                                          "http://a/no", "http://a"};
    static const char *const PATHS[] = {"/image/2.jpg", "/image/2.jpg?x", "/no", "/"};

    START("images 3", "image-bytes 1024");
    for (int i = 0; i < LENGTH(TARGETS); i++) {
        int client = connect_plainly();

        dprintf(client, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", TARGETS[i]);
        ck_assert_int_gt(recv_some(client), 0);
        close(client);
    }
    read_ledger();
    ck_assert_uint_eq(row_count, 4);
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_int_eq(rows[i].image, i < 2 ? 2 : -1);
        ck_assert_uint_eq(rows[i].status, i < 2 ? 200 : 404);
        ck_assert_str_eq(rows[i].path, PATHS[i]);
    }
    ck_assert_uint_eq(rows[1].attempt, 2);
}
END_TEST

START_TEST(rejects_requests_that_break_the_standard)
{
    static const char *const REQUESTS[] = {
        "GET /image/1.jpg HTTP/1.1\r\n\r\n",
        "GET /image/1.jpg HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5x\r\n\r\n",
    };
    char text[64] = "";
    int client;

    START("images 1");
    client = connect_plainly();
    ck_assert_int_eq(write(client, REQUESTS[_i], strlen(REQUESTS[_i])), (ssize_t)strlen(REQUESTS[_i]));
    ck_assert_int_gt(read(client, text, sizeof(text) - 1), 0);
    ck_assert_int_eq(strncmp(text, "HTTP/1.1 400 ", 13), 0);
    close(client);
}
END_TEST

START_TEST(values_count_up_and_differ)
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

TCase *http_tests(void)
{
    TCase *tests = new_case("http");

    tcase_add_test(tests, keeps_connections);
    tcase_add_test(tests, reply_to_head_has_no_body);
    tcase_add_test(tests, rejects_other_methods);
    tcase_add_test(tests, records_unknown_paths_and_answers_404);
    tcase_add_test(tests, accepts_whole_urls_as_targets);
    tcase_add_loop_test(tests, rejects_requests_that_break_the_standard, 0, 2);
    tcase_add_test(tests, values_count_up_and_differ);
    return tests;
}
