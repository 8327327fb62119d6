/*
 * panel.c - the state that the page of `make serve` gets, and its controls.
 */
#include "server_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(serves_the_page_from_any_directory)
{
    char *page = read_text("mock_server/gallery.html"), *whole = realpath(program, NULL);
    const struct reply *reply;

    program = whole;
    ck_assert_int_eq(chdir("/"), 0);
    START_PANEL("--images", "1", "--image-bytes", "1024");
    reply = panel_send((struct panel_request){.path = ""});
    ck_assert_int_eq(reply->status, 200);
    ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Type: text/html"));
    ck_assert_str_eq((const char *)reply->body, page);
    free(page);
}
END_TEST

START_TEST(shows_pictures_without_faults_or_delays)
{
    static unsigned char shown[6][20480];
    char path[32];

    START_PANEL("--images", "5", "--fault", "3:stall", "--latency", "3600000", "--capacity", "1",
                "--bandwidth", "1");
    for (unsigned image = 1; image <= 5; image++) {
        const struct reply *reply;

        snprintf(path, sizeof(path), "panel/picture/%u", image);
        reply = panel_send((struct panel_request){.path = path});
        ck_assert_int_eq(reply->status, 200);
        ck_assert_uint_eq(reply->size, 20480);
        ck_assert_ptr_nonnull(strstr(reply->headers, "Content-Type: image/jpeg"));
        memcpy(shown[image], reply->body, reply->size);
    }
    panel_post("panel/settings", "fault 3 none\nlatency 0\ncapacity 0\nbandwidth 0");
    for (unsigned image = 1; image <= 5; image++)
        ck_assert_mem_eq(fetch_image(image)->body, shown[image], 20480);
}
END_TEST

START_TEST(does_not_count_requests_of_the_page)
{
    char directory[] = "/tmp/server_test.XXXXXX", ledger[64], *text;
    const cJSON *state;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(ledger, sizeof(ledger), "%s/ledger", directory);
    START_PANEL("--images", "2", "--image-bytes", "1024", "--ledger", ledger);
    panel_send((struct panel_request){.path = ""});
    panel_send((struct panel_request){.path = "panel/picture/1"});
    ck_assert_int_eq(panel_post("panel/settings", "latency 0")->status, 200);
    state = panel_ask(0);
    ck_assert(figure(state, "requests") == 0 && figure(state, "peak") == 0 &&
              figure(state, "in_flight") == 0);
    ck_assert_int_eq(length_of(state, "finished") + length_of(state, "current"), 0);
    fetch_image(2);
    state = panel_ask(0);
    ck_assert(figure(state, "requests") == 1 && figure(state, "peak") == 1 &&
              figure(state, "in_flight") == 0);
    stop_server();
    text = read_text(ledger);
    ck_assert_uint_eq(count_lines(text), 2);
    ck_assert_ptr_nonnull(strstr(text, "/image/2.jpg"));
    free(text);
    unlink(ledger);
    rmdir(directory);
}
END_TEST

START_TEST(rows_show_how_requests_ended)
{
    static const char *const ASKED[] = {"image/1.jpg", "image/2.jpg", "value/x", "image/3.jpg?hop=1",
                                        "no\"/such"};
    static const int IMAGES[] = {1, 2, -1, 3, -1}, STATUSES[] = {200, 404, 200, 200, 404};
    CURL *curl = curl_easy_init();
    const cJSON *state;

    START_PANEL("--images", "3", "--image-bytes", "2000", "--fault", "2:status:404", "--fault", "3:redirect",
                "--latency", "2");
    for (int i = 0; i < LENGTH(ASKED); i++) {
        struct reply reply = fetch_on(curl, ASKED[i]);

        drop(&reply);
    }
    state = panel_ask(0);
    ck_assert_int_eq(length_of(state, "finished"), LENGTH(ASKED));
    ck_assert(figure(state, "after") == LENGTH(ASKED) && figure(state, "remaining") == 0);
    for (int i = 0; i < LENGTH(ASKED); i++) {
        const cJSON *row = panel_row(state, "finished", i);

        ck_assert(figure(row, "request") == i + 1);
        ck_assert(figure(row, "image") == IMAGES[i]);
        ck_assert(figure(row, "status") == STATUSES[i]);
        ck_assert(figure(row, "attempt") == 1);
        ck_assert(figure(row, "connection") == 1 && figure(row, "place") == i + 1);
        ck_assert_str_eq(word(row, "path") + 1, ASKED[i]);
        ck_assert_str_eq(word(row, "fault"), i == 1 ? "status" : "none");
        ck_assert(figure(row, "accepted") <= figure(row, "admitted"));
        ck_assert(figure(row, "first_byte") >=
                  figure(row, "admitted") + 1999); /* microseconds, both rounded down */
        ck_assert(figure(row, "finished") >= figure(row, "first_byte") &&
                  figure(row, "finished") <= figure(state, "time"));
        ck_assert(IMAGES[i] != 1 || figure(row, "bytes") == 2000);
        ck_assert(cJSON_IsFalse(cJSON_GetObjectItem(row, "gone")));
    }
    curl_easy_cleanup(curl);
}
END_TEST

START_TEST(shows_paths_with_any_bytes_in_ascii)
{
    int client;

    START_PANEL("--images", "1");
    client = connect_plainly();
    ask_plainly(client, "image/1.jpg?\xff\xc3(\"");
    ck_assert_int_gt(recv_some(client), 0);
    ck_assert_str_eq(word(panel_row(panel_ask(0), "finished", 0), "path"), "/image/1.jpg?%FF%C3(\"");
    close(client);
}
END_TEST

START_TEST(shows_the_stages_of_requests_in_flight)
{
    int clients[5];
    const cJSON *state, *row;

    START_PANEL("--images", "3", "--image-bytes", "1024", "--capacity", "2", "--fault", "1:stall",
                "--latency", "uniform:1:2");
    for (int i = 0; i < 5; i++) {
        clients[i] = connect_plainly();
        ask_plainly(clients[i], "image/1.jpg");
    }
    panel_until("replying", 2);
    panel_until("waiting", 3);
    state = panel_ask(0);
    ck_assert(figure(state, "in_flight") == 5 && figure(state, "peak") == 5 && figure(state, "delayed") == 0);
    ck_assert_int_eq(length_of(state, "finished"), 0);
    ck_assert_int_eq(length_of(state, "current"), 5);
    row = panel_row(state, "current", 0);
    ck_assert(cJSON_IsNull(cJSON_GetObjectItem(row, "finished")));
    ck_assert(figure(row, "first_byte") > 0 && figure(row, "bytes") == 512);
    ck_assert_str_eq(word(row, "fault"), "stall");
    row = panel_row(state, "current", 4);
    ck_assert(cJSON_IsNull(cJSON_GetObjectItem(row, "admitted")));

    leave_plainly(clients[0], true);
    panel_until("waiting", 2);
    panel_until("replying", 2);
    state = panel_ask(0);
    ck_assert_int_eq(length_of(state, "finished"), 1);
    row = panel_row(state, "finished", 0);
    ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(row, "gone")) && figure(row, "finished") > 0);
    ck_assert_int_eq(panel_post("panel/settings", "latency 3600000\ncapacity 0\nfault 1 none")->status, 200);
    panel_until("waiting", 0);
    for (int i = 1; i < 5; i++)
        leave_plainly(clients[i], false);
    panel_until("in_flight", 0);
    clients[0] = connect_plainly();
    ask_plainly(clients[0], "image/2.jpg");
    panel_until("delayed", 1);
    row = panel_row(panel_ask(0), "current", 0);
    ck_assert(figure(row, "admitted") > 0 && cJSON_IsNull(cJSON_GetObjectItem(row, "first_byte")));
    leave_plainly(clients[0], false);
}
END_TEST

START_TEST(limits_the_rows_of_requests_in_flight)
{
    enum { ASKED = 260 };
    int clients[ASKED];
    const cJSON *state;

    START_PANEL("--images", "1", "--image-bytes", "1024", "--latency", "3600000");
    for (int i = 0; i < ASKED; i++) {
        clients[i] = connect_plainly();
        ask_plainly(clients[i], "image/1.jpg");
    }
    panel_until("in_flight", ASKED);
    state = panel_ask(0);
    ck_assert_int_eq(length_of(state, "current"), 250);
    for (int i = 0; i < ASKED; i++)
        leave_plainly(clients[i], false);
}
END_TEST

static void ask_often(unsigned count)
{
    CURL *curl = curl_easy_init();

    for (unsigned i = 0; i < count; i++) {
        struct reply reply = fetch_on(curl, "image/1.jpg");

        drop(&reply);
    }
    curl_easy_cleanup(curl);
}

START_TEST(sends_many_rows_in_portions_and_drops_the_oldest)
{
    enum { ASKED = 8192 + 300 };
    unsigned long after = 0;
    double next = 301;

    START_PANEL("--images", "1", "--image-bytes", "1024");
    ask_often(ASKED);
    for (const cJSON *state = panel_ask(after); length_of(state, "finished") > 0; state = panel_ask(after)) {
        int rows_here = length_of(state, "finished");

        ck_assert_int_le(rows_here, 250);
        for (int i = 0; i < rows_here; i++)
            ck_assert(figure(panel_row(state, "finished", i), "request") == next++);
        after = (unsigned long)figure(state, "after");
        ck_assert(figure(state, "remaining") == ASKED - (double)after);
    }
    ck_assert(next == ASKED + 1);
    ck_assert_int_eq(length_of(panel_ask(after + 1000), "finished"), 0);
}
END_TEST

/* More rows than the page or the server keeps. */
/* The sum of a figure over all runs. A loaded machine may make a pause where the test makes none, and a pause
 * ends a run. */
static double sum_of_runs(const char *name)
{
    const cJSON *state = panel_ask(0);
    double sum = 0;

    for (int i = 0; i < length_of(state, "runs"); i++)
        sum += figure(panel_row(state, "runs", i), name);
    return sum;
}

START_TEST(counts_all_requests_of_a_long_run)
{
    enum { ASKED = 12000 };
    const cJSON *run;
    int before;

    START_PANEL("--images", "1", "--image-bytes", "1024");
    ask_often(ASKED);
    run = panel_row(panel_ask(0), "runs", 0);
    ck_assert(figure(run, "first") == 1 && figure(run, "connections") == 1 && figure(run, "peak") == 1);
    ck_assert(figure(run, "end") > figure(run, "begin"));
    ck_assert(sum_of_runs("requests") == ASKED && sum_of_runs("whole") == ASKED &&
              sum_of_runs("failed") == 0);
    before = length_of(panel_ask(0), "runs");
    usleep(600000); /* the pause that ends a run */
    ask_often(3);
    ck_assert_int_eq(panel_post("panel/settings", "fault 1 status 404")->status, 200);
    fetch_image(1);
    ck_assert_int_gt(length_of(panel_ask(0), "runs"), before);
    ck_assert(figure(panel_row(panel_ask(0), "runs", before), "first") == ASKED + 1);
    ck_assert(sum_of_runs("requests") == ASKED + 4 && sum_of_runs("whole") == ASKED + 3 &&
              sum_of_runs("failed") == 1);
    ck_assert_int_eq(panel_post("panel/reset", "")->status, 200);
    ck_assert_int_eq(length_of(panel_ask(0), "runs"), 0);
}
END_TEST

START_TEST(reset_removes_the_rows_and_keeps_the_settings)
{
    char before[64];
    const cJSON *state;
    int client;

    START_PANEL("--images", "2", "--image-bytes", "1024", "--fault", "2:stall", "--latency", "1");
    ask_often(3);
    client = connect_plainly();
    ask_plainly(client, "image/2.jpg");
    panel_until("replying", 1);
    strcpy(before, word(panel_ask(0), "ledger"));
    ck_assert_int_eq(panel_post("panel/reset", "")->status, 200);
    state = panel_ask(0);
    ck_assert_str_ne(word(state, "ledger"), before);
    ck_assert(figure(state, "requests") == 0 && figure(state, "in_flight") == 1 &&
              figure(state, "peak") == 1);
    ck_assert_int_eq(length_of(state, "finished") + length_of(state, "current"), 0);
    ck_assert_int_eq(length_of(state, "faults"), 1);
    leave_plainly(client, true);
    panel_until("in_flight", 0);
    fetch_image(1);
    state = panel_ask(0);
    ck_assert_int_eq(length_of(state, "finished"), 1);
    ck_assert(figure(panel_row(state, "finished", 0), "request") == 1);
    ck_assert(figure(panel_row(state, "finished", 0), "attempt") == 1);
}
END_TEST

START_TEST(shows_settings_in_the_form_in_which_they_are_set)
{
    START_PANEL("--images", "9", "--image-bytes", "1024", "--latency", "lognormal:20:0.5");
    ck_assert_str_eq(panel_settings(), "{\"latency\":\"lognormal:20:0.5\",\"connect-cost\":0,\"capacity\":0,"
                                       "\"bandwidth\":0,\"shared-bandwidth\":0}[]");
    ck_assert_int_eq(
        panel_post(
            "panel/settings",
            "latency uniform:1.5:2\nconnect-cost 3\ncapacity 4\nbandwidth 5000\nshared-bandwidth 90000\n"
            "fault 2 fail 3\nfault 4 status 404\nfault 5 redirect 2\nfault 6 reset")
            ->status,
        200);
    ck_assert_str_eq(
        panel_settings(),
        "{\"latency\":\"uniform:1.5:2\",\"connect-cost\":3,\"capacity\":4,\"bandwidth\":5000,"
        "\"shared-bandwidth\":90000}"
        "[{\"first\":2,\"last\":2,\"fault\":\"fail 3 503\"},{\"first\":4,\"last\":4,\"fault\":\"status "
        "404\"},"
        "{\"first\":5,\"last\":5,\"fault\":\"redirect 2\"},{\"first\":6,\"last\":6,\"fault\":\"reset\"}]");
    ck_assert_int_eq(
        panel_post("panel/settings", "fault 2 none\nfault 4 none\nfault 5 none\nfault 6 none")->status, 200);
    ck_assert_int_eq(length_of(panel_ask(0), "faults"), 0);
}
END_TEST

START_TEST(settings_change_the_replies)
{
    const cJSON *row;

    START_PANEL("--images", "2", "--image-bytes", "1024");
    ck_assert_int_eq(
        panel_post("panel/settings", "latency 30\nconnect-cost 20\nbandwidth 20480\nfault 2 status 410")
            ->status,
        200);
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 410);
    row = panel_row(panel_ask(0), "finished", 0);
    ck_assert(figure(row, "first_byte") - figure(row, "admitted") >= 49999);
    ck_assert(figure(row, "finished") - figure(row, "admitted") >=
              99999); /* 30 + 20 ms, and 50 ms for 1024 bytes at 20480 bytes per second */
}
END_TEST

static const char *const BAD_BODIES[][2] = {
    {"", "settings: "},
    {"\n\n", "settings: "},
    {"latency", "latency: "},
    {"latency ", "latency: "},
    {"latency x", "latency: "},
    {"latency -1", "latency: "},
    {"latency 3600001", "latency: "},
    {"latency uniform:9:5", "uniform:9:5"},
    {"latency 5\ncapacity 1.5", "capacity: "},
    {"latency x\ncapacity 5", "latency: "},
    {"capacity 5\nlatency 5\nfault 3 explode", "\"explode\""},
    {"fault 10 stall", "got 10"},
    {"fault 3 status 99", "fault: the status"},
    {"latency 5\nledger /tmp/panel", "\"ledger\""},
    {"latency 5\nport 80", "\"port\""},
    {"images 5", "\"images\""},
    {"start", "\"start\""},
    {"gate 5", "\"gate\""},
    {"{\"latency\": 5}", "settings: "},
};

START_TEST(rejects_wrong_values_and_changes_nothing)
{
    const struct reply *reply;
    char before[1024];
    const char *reason = BAD_BODIES[_i][1];

    START_PANEL("--images", "9", "--image-bytes", "1024", "--latency", "7", "--fault", "3:stall");
    strcpy(before, panel_settings());
    reply = panel_post("panel/settings", BAD_BODIES[_i][0]);
    ck_assert_int_eq(reply->status, 400);
    ck_assert_msg(strstr((const char *)reply->body, reason) != NULL, "%s", (const char *)reply->body);
    ck_assert_uint_eq(count_lines((const char *)reply->body), 1);
    ck_assert_str_eq(panel_settings(), before);
    ck_assert_int_ne(access("/tmp/panel", F_OK), 0);
}
END_TEST

START_TEST(rejects_a_body_that_is_too_long_or_binary)
{
    char *body = malloc(70000);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "X-Panel: 1");
    struct reply reply;

    START_PANEL("--images", "9", "--image-bytes", "1024", "--latency", "7");
    body[0] = '\0';
    while (strlen(body) < 65536)
        strcat(body, "latency 5\ncapacity 1000\n");
    ck_assert_int_eq(panel_post("panel/settings", body)->status, 413);
    ck_assert_ptr_nonnull(strstr(panel_settings(), "\"latency\":\"7\""));
    body[strlen(body) - 240] = '\0';
    ck_assert_uint_le(strlen(body), 65536);
    ck_assert_int_eq(panel_post("panel/settings", body)->status, 200);
    ck_assert_ptr_nonnull(strstr(panel_settings(), "\"latency\":\"5\""));

    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, 12L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "latency 9\0xx");
    reply = fetch_on(curl, "panel/settings");
    ck_assert_int_eq(reply.status, 400);
    ck_assert_ptr_nonnull(strstr(panel_settings(), "\"latency\":\"5\""));
    drop(&reply);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    free(body);
}
END_TEST

TCase *panel_tests(void)
{
    TCase *tests = new_case("panel");

    tcase_add_test(tests, serves_the_page_from_any_directory);
    tcase_add_test(tests, shows_pictures_without_faults_or_delays);
    tcase_add_test(tests, does_not_count_requests_of_the_page);
    tcase_add_test(tests, rows_show_how_requests_ended);
    tcase_add_test(tests, shows_paths_with_any_bytes_in_ascii);
    tcase_add_test(tests, shows_the_stages_of_requests_in_flight);
    tcase_add_test(tests, limits_the_rows_of_requests_in_flight);
    tcase_add_test(tests, sends_many_rows_in_portions_and_drops_the_oldest);
    tcase_add_test(tests, counts_all_requests_of_a_long_run);
    tcase_add_test(tests, reset_removes_the_rows_and_keeps_the_settings);
    tcase_add_test(tests, shows_settings_in_the_form_in_which_they_are_set);
    tcase_add_test(tests, settings_change_the_replies);
    tcase_add_loop_test(tests, rejects_wrong_values_and_changes_nothing, 0, LENGTH(BAD_BODIES));
    tcase_add_test(tests, rejects_a_body_that_is_too_long_or_binary);
    return tests;
}
