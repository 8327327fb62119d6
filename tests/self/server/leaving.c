/*
 * leaving.c - clients that leave before their reply ends.
 */
#include "server_tests.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(does_not_hold_a_client_that_has_left)
{
    struct crowd crowd;
    struct status now;

    START("images 9", "image-bytes 1024", "gate 5");
    crowd_begin(&crowd, 8);
    crowd_ask_images(&crowd, 1, 4);
    crowd_until(&crowd, "held", 4);
    crowd_leave(&crowd, 1);
    crowd_leave(&crowd, 2);
    now = status();
    ck_assert_uint_eq(now.held, 2);
    ck_assert_uint_eq(now.in_flight, 2);
    ck_assert_uint_eq(now.peak, 4);
    ck_assert_uint_eq(now.open, 2);
    crowd_ask_images(&crowd, 5, 7);
    crowd_expect(&crowd, "wait 60000", "full 5\n");
    ck_assert_uint_eq(status().beyond, 0);
    expect("open", "");
    crowd_finish(&crowd);
    read_ledger();
    for (int image = 1; image <= 7; image++) {
        bool left = image == 2 || image == 3;

        ck_assert_uint_eq(row_of(image)->gone, left);
        ck_assert_uint_eq(row_of(image)->status, left ? 0 : 200);
        ck_assert_int_eq(isnan(row_of(image)->end) != 0, left);
    }
    ck_assert_uint_eq(status().ended, 5);
    crowd_end(&crowd);
}
END_TEST

/* Start a child that keeps the server busy with requests that do not count. Returns its process. */
static pid_t disturb(void)
{
    char some[4096];
    pid_t pid = fork();
    int client;

    if (pid != 0)
        return pid;
    close(server.control); /* otherwise the server would go on after the test */
    client = connect_plainly();
    do {
        ask_plainly(client, "manifest");
    } while (read(client, some, sizeof(some)) > 0);
    _exit(0);
}

START_TEST(counts_a_client_once_when_it_leaves_and_asks_again)
{
    enum { ROUNDS = 300 };
    static const char *const MODES[] = {"gate 1", "latency 3600000", "fault 1 stall", "capacity 1"};
    struct status now;
    int client, next;
    pid_t disturber;

    START("images 9", "image-bytes 200000", MODES[_i], _i == 3 ? "latency 3600000" : "seed 1");
    disturber = disturb();
    next = connect_plainly();
    for (int round = 0; round < ROUNDS; round++) {
        client = next;
        ask_plainly(client, "image/1.jpg");
        next = connect_plainly();
        if (round % 3 != 0) /* in the other rounds the server has not accepted `next` yet */
            ck_assert_uint_eq(status().in_flight, 1);
        leave_plainly(client, round % 5 == 0);
    }
    kill(disturber, SIGKILL);
    waitpid(disturber, NULL, 0);
    for (int turn = 0; turn < 1000 && status().open > 1; turn++)
        usleep(1000); /* the kernel closes the child's connection some time later */
    now = status();
    ck_assert_uint_eq(now.peak, 1);
    ck_assert_uint_eq(now.in_flight, 0);
    ck_assert_uint_eq(now.beyond, 0);
    ck_assert_uint_eq(now.open, 1);
    ck_assert_uint_eq(now.held, 0);
    ck_assert_uint_le(now.requests, ROUNDS);
    ck_assert_uint_eq(now.ended, 0);
    close(next);
}
END_TEST

START_TEST(a_client_that_leaves_frees_its_place)
{
    struct crowd crowd;

    START("images 9", "image-bytes 1024", "capacity 1", "latency 3600000");
    crowd_begin(&crowd, 4);
    crowd_ask_images(&crowd, 1, 1);
    crowd_until(&crowd, "in_flight", 1);
    expect("latency 0", "");
    crowd_ask_images(&crowd, 2, 2);
    crowd_until(&crowd, "in_flight", 2);
    crowd_ask_images(&crowd, 3, 4);
    crowd_until(&crowd, "in_flight", 4);
    crowd_leave(&crowd, 1); /* it leaves the queue */
    ck_assert_uint_eq(status().in_flight, 3);
    ck_assert_uint_eq(status().ended, 0);
    crowd_leave(&crowd, 0); /* it frees its place */
    crowd_finish(&crowd);
    read_ledger();
    ck_assert_uint_eq(row_of(1)->gone, 1);
    ck_assert(!isnan(row_of(1)->admitted));
    ck_assert_uint_eq(row_of(2)->gone, 1);
    ck_assert(isnan(row_of(2)->admitted));
    ck_assert_uint_eq(row_of(3)->status, 200);
    ck_assert_uint_eq(row_of(4)->status, 200);
    crowd_end(&crowd);
}
END_TEST

/* When such a client leaves, the kernel sends no event. */
START_TEST(answers_a_client_that_shuts_its_sending_side)
{
    static const char REQUEST[] = "GET /image/1.jpg HTTP/1.1\r\nHost: localhost\r\n\r\n";
    static const char *const MODES[] = {"latency 0", "latency 50", "gate 1", "bandwidth 100000"};
    ssize_t got, size = 0;
    int client;

    START("images 2", "image-bytes 4096", MODES[_i]);
    for (int round = 0; round < 20; round++) {
        client = connect_plainly();
        ck_assert_int_eq(write(client, REQUEST, strlen(REQUEST)), (ssize_t)strlen(REQUEST));
        shutdown(client, SHUT_WR);
        if (_i == 2) {
            expect("until held 1", "1\n");
            expect("pass", "");
        }
        for (size = 0; (got = recv_some(client)) > 0; size += got)
            continue;
        ck_assert_int_gt(size, 4096);
        close(client);
    }
    ck_assert_uint_eq(status().ended, 20);
    ck_assert_uint_eq(status().in_flight, 0);
    ck_assert_uint_eq(status().open, 0);

    expect("gate 1", "");
    client = connect_plainly();
    ask_plainly(client, "image/1.jpg");
    shutdown(client, SHUT_WR);
    expect("until in_flight 1", "1\n");
    ck_assert_uint_eq(status().in_flight, 1);
    close(client);
    ck_assert_uint_eq(status().in_flight, 0);
    ck_assert_uint_eq(status().open, 0);
}
END_TEST

TCase *leaving_tests(void)
{
    TCase *tests = new_case("leaving");

    tcase_add_test(tests, does_not_hold_a_client_that_has_left);
    tcase_add_loop_test(tests, counts_a_client_once_when_it_leaves_and_asks_again, 0, 4);
    tcase_add_loop_test(tests, answers_a_client_that_shuts_its_sending_side, 0, 4);
    tcase_add_test(tests, a_client_that_leaves_frees_its_place);
    return tests;
}
