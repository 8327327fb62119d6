/*
 * only the control socket
 */
#include "server_tests.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char *const BAD_COMMANDS[] = {
    "",
    "Status",
    "status now",
    "gate",
    "gate x",
    "hold 1",
    "hold x 1",
    "hold 0 1",
    "hold 1 x",
    "wait",
    "wait -5",
    "open 1",
    "pass",
    "port 0",
    "images 5",
    "seed 2",
    "start",
    "image-bytes 4096",
    "ledger",
    "wibble",
    "latency",
    "fault 4 stall",
    "until",
    "until held",
    "until held x",
    "until held 0 1",
    "until peak 1",
    "until 0 held",
};

START_TEST(rejects_wrong_commands)
{
    char *reply;

    START("images 3", "image-bytes 1024");
    server_send(&server, "%s", BAD_COMMANDS[_i]);
    reply = server_receive(&server);
    ck_assert_msg(strncmp(reply, "error: ", 7) == 0, "\"%s\" was not rejected", BAD_COMMANDS[_i]);
    ck_assert_uint_eq(count_lines(reply), 1);
    free(reply);
    expect("held", "");
}
END_TEST

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(quiet_starts_again_after_each_event)
{
    double begin = seconds_now();
    struct crowd crowd;

    START("images 1", "image-bytes 1024", "latency 100");
    crowd_begin(&crowd, 1);
    crowd_ask_images(&crowd, 1, 1);
    crowd_until(&crowd, "in_flight", 1);
    crowd_expect(&crowd, "wait 150", "quiet 0\n");
    ck_assert_uint_eq(status().ended, 1);
    ck_assert_double_ge(seconds_now() - begin,
                        0.25); /* 150 ms after the end of the request, not after the command */
    crowd_end(&crowd);
}
END_TEST

static const char *const WAITS[][2] = {{"wait 500", "quiet 0\n"}, {"until requests 1", "1\n"}};

START_TEST(rejects_a_second_command_during_a_wait)
{
    char *reply;
    int client;

    START("images 1");
    server_send(&server, "%s", WAITS[_i][0]);
    server_send(&server, "status");
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    free(reply);
    client = connect_plainly();
    if (_i == 1)
        ask_plainly(client, "image/1.jpg");
    reply = server_receive(&server);
    ck_assert_str_eq(reply, WAITS[_i][1]);
    free(reply);
    close(client);
}
END_TEST

static unsigned count_sockets(void)
{
    char path[64], target[64];
    unsigned sockets = 0;

    for (int descriptor = 3; descriptor < 64; descriptor++) {
        snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)server.pid, descriptor);
        if (readlink(path, target, sizeof(target)) > 7)
            sockets += strncmp(target, "socket:", 7) == 0;
    }
    return sockets;
}

START_TEST(does_not_listen_before_the_start)
{
    char number[16], *reply;
    int ends[2];

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    snprintf(number, sizeof(number), "%d", ends[1]);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    server.control = ends[0];
    server.pid = fork();
    if (server.pid == 0) {
        execl(program, program, "--control", number, NULL);
        _exit(127);
    }
    close(ends[1]);
    expect("images 5", "");
    server_send(&server, "manifest");
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    free(reply);
    expect("status", "in_flight=0 peak=0 requests=0 ended=0 connections=0 open=0 held=0 beyond=0\n");
    ck_assert_uint_eq(count_sockets(), 1); /* the control socket */
    ck_assert_int_eq(strncmp(ask("start"), "address http://127.0.0.1:", 25), 0);
    ck_assert_uint_eq(count_sockets(), 2);
}
END_TEST

START_TEST(client_reads_replies_one_by_one)
{
    char *first, *second, *third;

    START("images 3000", "image-bytes 1024");
    server_send(&server, "held");
    server_send(&server, "manifest");
    server_send(&server, "wibble");
    first = server_receive(&server);
    second = server_receive(&server);
    third = server_receive(&server);
    ck_assert_str_eq(first, "");
    ck_assert_uint_eq(count_lines(second), 3000);
    ck_assert_int_eq(strncmp(third, "error: ", 7), 0);
    free(first);
    free(second);
    free(third);
    kill(server.pid, SIGKILL);
    ck_assert_ptr_null(server_receive(&server));
}
END_TEST

TCase *control_tests(void)
{
    TCase *tests = new_case("control");

    tcase_add_loop_test(tests, rejects_wrong_commands, 0, LENGTH(BAD_COMMANDS));
    tcase_add_test(tests, quiet_starts_again_after_each_event);
    tcase_add_loop_test(tests, rejects_a_second_command_during_a_wait, 0, LENGTH(WAITS));
    tcase_add_test(tests, does_not_listen_before_the_start);
    tcase_add_test(tests, client_reads_replies_one_by_one);
    return tests;
}
