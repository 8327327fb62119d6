/*
 * connections.c - many connections: the server counts each one once and leaves none open.
 */
#include "server_tests.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

/* At most `workers` clients at once, some on new connections and some on kept ones. */
START_TEST(peak_never_exceeds_the_number_of_clients)
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

START_TEST(closes_the_descriptors_of_clients_that_leave)
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
        expect("until in_flight 50", "50\n");
        for (int i = 0; i < 50; i++)
            close(clients[i]);
        ck_assert_uint_eq(status().in_flight, 0);
    }
    ck_assert_uint_eq(status().open, 0);
    ck_assert_uint_eq(count_descriptors(), before);
}
END_TEST

START_TEST(serves_a_thousand_connections)
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

TCase *connection_tests(void)
{
    TCase *tests = new_case("connections");

    tcase_add_loop_test(tests, peak_never_exceeds_the_number_of_clients, 0, 4);
    tcase_add_loop_test(tests, closes_the_descriptors_of_clients_that_leave, 0, 4);
    tcase_add_loop_test(tests, serves_a_thousand_connections, 0, 2);
    return tests;
}
