/*
 * panel_guard.c - the panel rejects pages of other servers, and a server without a panel has no such paths.
 */
#include "server_tests.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const PATHS[] = {
    "", "panel/state", "panel/picture/1", "panel/settings", "panel/reset", "panel/"};

START_TEST(without_the_option_its_paths_are_unknown)
{
    static const char *const METHODS[] = {"GET", "POST", "OPTIONS"};
    char other[256];
    long status_of_other;
    struct panel_request request = {.host = "localhost", .header = "1", .body = "latency 5"};
    unsigned asked = 0;

    START("images 1", "image-bytes 1024");
    for (int i = 0; i < LENGTH(PATHS); i++)
        for (int j = 0; j < LENGTH(METHODS); j++) {
            const struct reply *reply;

            request.method = METHODS[j];
            request.path = "no/such";
            reply = panel_send(request);
            status_of_other = reply->status;
            snprintf(other, sizeof(other), "%s", (const char *)reply->body);
            request.path = PATHS[i];
            reply = panel_send(request);
            ck_assert_int_eq(reply->status, status_of_other);
            ck_assert_int_eq(reply->status, j == 0 ? 404 : 405);
            ck_assert_str_eq((const char *)reply->body, other);
            ck_assert_ptr_null(strstr(reply->headers, "Content-Security-Policy"));
            asked += 2;
        }
    fetch_image(1);
    read_ledger();
    ck_assert_uint_eq(row_count, asked + 1);
    ck_assert_str_eq(rows[1].path, "/");
    ck_assert(row_of(1)->delay == 0);
}
END_TEST

START_TEST(rejects_a_panel_with_a_control_socket)
{
    int ends[2];
    char number[16], text[1024];
    char *const options[] = {(char *)program, "--panel", "--control", number, NULL};
    char *const other_way[] = {(char *)program, "--control", number, "--panel", NULL};

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    close(ends[0]); /* so that a server that starts by mistake also ends */
    snprintf(number, sizeof(number), "%d", ends[1]);
    ck_assert_int_eq(run_program(_i == 0 ? options : other_way, text, sizeof(text)), 2);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_ptr_nonnull(strstr(text, "--control"));
    close(ends[1]);
}
END_TEST

/* Requests that any page in the teacher's browser could send, and requests under a name that leads to this
 * machine. */
static const struct attempt {
    struct panel_request request;
    long status;
    const char *reason;
} REFUSED[] = {
    {{"panel/settings", NULL, NULL, NULL, NULL, "latency 5"}, 403, "X-Panel: 1"},
    {{"panel/settings", NULL, NULL, NULL, "2", "latency 5"}, 403, "X-Panel: 1"},
    {{"panel/settings", NULL, "evil.example", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "evil.example:80", "http://evil.example:80", "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "localhost.evil.example", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "127.0.0.1.evil.example", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "128.0.0.1", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "0.0.0.0", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "127.1", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "[::2]", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, "localhost:80@evil", NULL, "1", "latency 5"}, 403, "Host"},
    {{"panel/settings", NULL, NULL, "http://evil.example", "1", "latency 5"}, 403, "Origin"},
    {{"panel/settings", NULL, NULL, "null", "1", "latency 5"}, 403, "Origin"},
    {{"panel/settings", NULL, NULL, "http://127.0.0.1:1", "1", "latency 5"}, 403, "Origin"},
    {{"panel/settings", NULL, "localhost:8080", "https://localhost:8080", "1", "latency 5"}, 403, "Origin"},
    {{"panel/settings", "GET", NULL, NULL, "1", "latency 5"}, 405, "POST"},
    {{"panel/settings", "PUT", NULL, NULL, "1", "latency 5"}, 405, "POST"},
    {{"panel/settings", "OPTIONS", NULL, "http://evil.example", NULL, ""}, 405, "POST"},
    {{"panel/reset", NULL, NULL, NULL, NULL, ""}, 403, "X-Panel: 1"},
    {{"panel/reset", NULL, "evil.example", NULL, "1", ""}, 403, "Host"},
    {{"panel/reset", "GET", NULL, NULL, "1", NULL}, 405, "POST"},
    {{"panel/state", NULL, "evil.example", NULL, NULL, NULL}, 403, "Host"},
    {{"panel/state", NULL, NULL, "http://evil.example", NULL, NULL}, 403, "Origin"},
    {{"panel/state", "POST", NULL, NULL, "1", ""}, 405, "GET"},
    {{"panel/state?after=x", NULL, NULL, NULL, NULL, NULL}, 400, "after: "},
    {{"", NULL, "evil.example", NULL, NULL, NULL}, 403, "Host"},
    {{"panel/picture/3", NULL, NULL, NULL, NULL, NULL}, 404, "picture: "},
    {{"panel/control", NULL, NULL, NULL, "1", "start"}, 404, "panel: "},
    {{"panel/settings/x", NULL, NULL, NULL, "1", "latency 5"}, 404, "panel: "},
};

START_TEST(rejects_other_pages_and_changes_nothing)
{
    const struct attempt *attempt = &REFUSED[_i];
    const struct reply *reply;
    char before[1024];

    START_PANEL("--images", "2", "--image-bytes", "1024", "--latency", "1");
    fetch_image(1);
    strcpy(before, panel_settings());
    reply = panel_send(attempt->request);
    ck_assert_msg(reply->status == attempt->status, "%ld: %s", reply->status, (const char *)reply->body);
    ck_assert_ptr_nonnull(strstr((const char *)reply->body, attempt->reason));
    ck_assert_uint_eq(count_lines((const char *)reply->body), 1);
    ck_assert_ptr_null(strcasestr(reply->headers, "Access-Control"));
    ck_assert(reply->status != 405 || strstr(reply->headers, "Allow: ") != NULL);
    ck_assert_str_eq(panel_settings(), before);
    ck_assert_int_eq(length_of(panel_ask(0), "finished"), 1);
}
END_TEST

/* libmicrohttpd 1.0 rejects the request itself, with another status and page. */
START_TEST(rejects_a_request_without_a_host)
{
    const struct panel_request request = {"panel/settings", NULL, "none", NULL, "1", "latency 5"};
    char before[1024];
    long status;

    START_PANEL("--images", "2", "--image-bytes", "1024", "--latency", "1");
    strcpy(before, panel_settings());
    status = panel_send(request)->status;
    ck_assert_msg(status == 403 || status == 400, "%ld", status);
    ck_assert_str_eq(panel_settings(), before);
}
END_TEST

/* 127.0.0.2 stands for the machine's addresses in a network. A server that listens on all addresses would
 * answer there. */
START_TEST(cannot_be_reached_from_the_network)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1)};
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    START_PANEL("--images", "1", "--image-bytes", "1024");
    address.sin_port = htons((uint16_t)atoi(strrchr(server.address, ':') + 1));
    ck_assert_int_eq(connect(client, (struct sockaddr *)&address, sizeof(address)), -1);
    ck_assert_int_eq(errno, ECONNREFUSED);
    close(client);
}
END_TEST

START_TEST(accepts_every_name_of_this_machine)
{
    static const char *const HOSTS[] = {"localhost",    "LOCALHOST:9000", "127.0.0.1",
                                        "127.9.9.9:80", "[::1]:8080",     "[::1]"};
    char origin[64];

    START_PANEL("--images", "1", "--image-bytes", "1024");
    for (int i = 0; i < LENGTH(HOSTS); i++) {
        snprintf(origin, sizeof(origin), "http://%s", HOSTS[i]);
        ck_assert_int_eq(
            panel_send((struct panel_request){"panel/settings", NULL, HOSTS[i], origin, "1", "latency 1"})
                ->status,
            200);
        ck_assert_int_eq(
            panel_send((struct panel_request){"panel/state", NULL, HOSTS[i], NULL, NULL, NULL})->status, 200);
    }
}
END_TEST

START_TEST(forbids_frames_and_foreign_scripts)
{
    START_PANEL("--images", "1", "--image-bytes", "1024");
    for (int i = 0; i < 3; i++) {
        const char *headers = panel_send((struct panel_request){.path = PATHS[i]})->headers;

        ck_assert_ptr_nonnull(strstr(headers, "default-src 'none'"));
        ck_assert_ptr_nonnull(strstr(headers, "frame-ancestors 'none'"));
        ck_assert_ptr_nonnull(strstr(headers, "nosniff"));
        ck_assert_ptr_nonnull(strstr(headers, "Cross-Origin-Resource-Policy: same-origin"));
        ck_assert_ptr_nonnull(strstr(headers, "no-store"));
    }
}
END_TEST

TCase *panel_guard_tests(void)
{
    TCase *tests = new_case("panel guard");

    tcase_add_test(tests, without_the_option_its_paths_are_unknown);
    tcase_add_loop_test(tests, rejects_a_panel_with_a_control_socket, 0, 2);
    tcase_add_loop_test(tests, rejects_other_pages_and_changes_nothing, 0, LENGTH(REFUSED));
    tcase_add_test(tests, rejects_a_request_without_a_host);
    tcase_add_test(tests, cannot_be_reached_from_the_network);
    tcase_add_test(tests, accepts_every_name_of_this_machine);
    tcase_add_test(tests, forbids_frames_and_foreign_scripts);
    return tests;
}
