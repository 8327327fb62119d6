/*
 * alone.c - a server that gets only requests for images: no command wakes it.
 */
#include "server_tests.h"

#include <stdio.h>
#include <unistd.h>

static const struct {
    const char *limit, *value;
} LIMITS[] = {
    {"--capacity", "1"},          {"--capacity", "2"},
    {"--bandwidth", "2000000"},   {"--shared-bandwidth", "2000000"},
    {"--latency", "uniform:0:5"},
};

static const struct {
    const char *fault;
    CURLcode code;
    long status;
} FAULTS[] = {
    {"truncated", CURLE_PARTIAL_FILE, 200},
    {"reset", CURLE_RECV_ERROR, 200},
    {"length", CURLE_PARTIAL_FILE, 200},
    {"empty", CURLE_GOT_NOTHING, 0},
    {"corrupt", CURLE_OK, 200},
    {"status:429:0", CURLE_OK, 429},
    {"chunked", CURLE_OK, 200},
    {"redirect", CURLE_OK, 200},
    {"status:503", CURLE_OK, 503},
};

enum { IMAGES = 6, CLIENTS = 2 * IMAGES };

static bool is_faulty(size_t image)
{
    return image == 2 || image == 3;
}

/* Ask for each image twice. */
static void ask_all(struct crowd *crowd)
{
    crowd_begin(crowd, CLIENTS);
    crowd_ask_images(crowd, 1, IMAGES);
    crowd_ask_images(crowd, 1, IMAGES);
}

static void expect_all(struct crowd *crowd, int fault)
{
    crowd_finish(crowd);
    for (size_t i = 0; i < CLIENTS; i++) {
        bool faulty = is_faulty(i % IMAGES + 1);

        ck_assert_int_eq(crowd->replies[i].code, faulty ? FAULTS[fault].code : CURLE_OK);
        ck_assert_int_eq(crowd->replies[i].status, faulty ? FAULTS[fault].status : 200);
    }
    crowd_end(crowd);
}

START_TEST(serves_all_clients_next_to_a_fault)
{
    int fault = _i % LENGTH(FAULTS), limit = _i / LENGTH(FAULTS);
    char second[32], third[32];
    struct crowd crowd;

    snprintf(second, sizeof(second), "2:%s", FAULTS[fault].fault);
    snprintf(third, sizeof(third), "3:%s", FAULTS[fault].fault);
    START_ALONE("--capacity", "1", (char *)LIMITS[limit].limit, (char *)LIMITS[limit].value, "--fault",
                second, "--fault", third);
    ask_all(&crowd);
    expect_all(&crowd, fault);
}
END_TEST

/* The command `open` is the last one. */
START_TEST(serves_all_clients_after_a_gate)
{
    char second[32], third[32];
    struct crowd crowd;

    snprintf(second, sizeof(second), "fault 2 %s", FAULTS[_i].fault);
    snprintf(third, sizeof(third), "fault 3 %s", FAULTS[_i].fault);
    START("images 6", "capacity 1", "gate 12", second, third);
    ask_all(&crowd);
    crowd_expect(&crowd, "wait 60000", "full 12\n");
    expect("open", "");
    expect_all(&crowd, _i);
}
END_TEST

START_TEST(serves_the_next_client_when_one_leaves)
{
    struct crowd crowd;
    int first;

    START_ALONE("--capacity", "1", "--fault", "1:stall");
    first = connect_plainly();
    ask_plainly(first, "image/1.jpg");
    ck_assert_int_gt(recv_some(first), 0); /* this client has the only place */
    crowd_begin(&crowd, 20);
    crowd_ask_images(&crowd, 2, 21);
    crowd_turn(&crowd, 100);
    leave_plainly(first, _i == 0);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 20480);
    crowd_end(&crowd);
}
END_TEST

/* The server may open only a few descriptors. Further clients must wait until others close their
 * connections. */
START_TEST(accepts_the_next_client_at_the_descriptor_limit)
{
    enum { KEPT = 40, WAITING = 104 };
    const char *server = program;
    int kept[KEPT];
    struct crowd crowd;

    program = "/bin/sh";
    START_ALONE("-c", "ulimit -n 72; exec \"$0\"", (char *)server);
    for (int i = 0; i < KEPT; i++) {
        kept[i] = connect_plainly();
        ask_plainly(kept[i], "image/1.jpg");
        ck_assert_int_gt(recv_some(kept[i]), 0);
    }
    crowd_begin(&crowd, WAITING);
    crowd_ask_images(&crowd, 1, WAITING);
    crowd_turn(&crowd, 100);
    ck_assert_uint_eq(crowd.done, 0);
    for (int i = 0; i < KEPT; i++)
        close(kept[i]);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 20480);
    crowd_end(&crowd);
}
END_TEST

TCase *alone_tests(void)
{
    TCase *tests = new_case("alone");

    tcase_add_loop_test(tests, serves_all_clients_next_to_a_fault, 0, LENGTH(FAULTS) * LENGTH(LIMITS));
    tcase_add_loop_test(tests, serves_all_clients_after_a_gate, 0, LENGTH(FAULTS));
    tcase_add_loop_test(tests, serves_the_next_client_when_one_leaves, 0, 2);
    tcase_add_test(tests, accepts_the_next_client_at_the_descriptor_limit);
    return tests;
}
