/*
 * capacity.c - limits: bytes per second on connections, and requests at once.
 */
#include "server_tests.h"

START_TEST(bandwidth_limits_each_connection)
{
    struct crowd crowd;

    START("images 4", "image-bytes 20480", "bandwidth 400000");
    crowd_begin(&crowd, 4);
    crowd_ask_images(&crowd, 1, 4);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 20480);
    crowd_end(&crowd);
    read_ledger();
    for (size_t i = 0; i < row_count; i++) {
        ck_assert_double_ge(rows[i].end + 1e-6 - rows[i].admitted, 20480 / 400000.0);
        ck_assert_double_gt(rows[i].end, rows[i].first_byte);
    }
}
END_TEST

/* 5 pictures of 20480 bytes at 400000 bytes per second: the last byte cannot arrive before 0.256 s. */
START_TEST(shared_bandwidth_limits_all_connections_together)
{
    enum { CLIENTS = 5 };
    struct crowd crowd;
    double begin = 1e9, end = 0;

    START("images 5", "image-bytes 20480", "shared-bandwidth 400000",
          _i == 0 ? "bandwidth 0" : "bandwidth 200000");
    crowd_begin(&crowd, CLIENTS);
    crowd_ask_images(&crowd, 1, CLIENTS);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 20480);
    crowd_end(&crowd);
    read_ledger();
    for (size_t i = 0; i < row_count; i++) {
        begin = rows[i].admitted < begin ? rows[i].admitted : begin;
        end = rows[i].end > end ? rows[i].end : end;
        ck_assert(_i == 0 || rows[i].end + 1e-6 - rows[i].admitted >= 20480 / 200000.0);
    }
    ck_assert_double_ge(end + 1e-6 - begin, CLIENTS * 20480 / 400000.0);
    /* The connections take turns: each one sends its first piece before any sends its last. */
    for (size_t i = 0; i < row_count; i++)
        for (size_t other = 0; other < row_count; other++)
            ck_assert_double_lt(rows[i].first_byte, rows[other].end);
}
END_TEST

START_TEST(capacity_limits_requests_and_keeps_their_order)
{
    enum { CLIENTS = 30, CAPACITY = 4 };
    struct crowd crowd;

    START("images 30", "image-bytes 1024", "capacity 4", "latency 3");
    crowd_begin(&crowd, CLIENTS);
    crowd_ask_images(&crowd, 1, CLIENTS);
    crowd_finish(&crowd);
    crowd_all_saved(&crowd, 1024);
    crowd_end(&crowd);
    read_ledger();
    ck_assert_uint_eq(row_count, CLIENTS);
    for (size_t i = 0; i < CLIENTS; i++) {
        unsigned served = 0;

        ck_assert(i == 0 || rows[i].admitted >= rows[i - 1].admitted);
        for (size_t other = 0; other < CLIENTS; other++)
            served += rows[other].admitted <= rows[i].admitted && rows[i].admitted < rows[other].end;
        ck_assert_uint_le(served, CAPACITY);
    }
}
END_TEST

START_TEST(raising_the_capacity_admits_queued_requests)
{
    struct crowd crowd;

    START("images 8", "image-bytes 1024", "capacity 1", "latency 3600000");
    crowd_begin(&crowd, 8);
    crowd_ask_images(&crowd, 1, 1);
    crowd_until(&crowd, "in_flight", 1);
    expect("latency 0", "");
    crowd_ask_images(&crowd, 2, 8);
    crowd_until(&crowd, "in_flight", 8);
    ck_assert_uint_eq(status().ended, 0);
    expect("capacity 2", "");
    crowd_until(&crowd, "ended", 7);
    ck_assert_uint_eq(status().in_flight, 1); /* the first request still waits for its latency */
    crowd_end(&crowd);
}
END_TEST

TCase *capacity_tests(void)
{
    TCase *tests = new_case("capacity");

    tcase_add_test(tests, bandwidth_limits_each_connection);
    tcase_add_loop_test(tests, shared_bandwidth_limits_all_connections_together, 0, 2);
    tcase_add_test(tests, capacity_limits_requests_and_keeps_their_order);
    tcase_add_test(tests, raising_the_capacity_admits_queued_requests);
    return tests;
}
