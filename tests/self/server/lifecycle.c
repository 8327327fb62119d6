/*
 * lifecycle.c - how the server starts and ends, and what other processes can see of it.
 */
#include "server_tests.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(a_failed_start_leaves_no_process)
{
    static const char *const SETTINGS[] = {"images 3", "fault 4 stall", NULL};

    ck_assert_int_eq(server_start(&server, program, SETTINGS), -1);
    ck_assert_int_eq(kill(server.pid, 0), -1);
    ck_assert_int_eq(errno, ESRCH);
    ck_assert_int_eq(server_start(&server, "/nonexistent/mock_server", SETTINGS), -1);
    server.pid = 0;
}
END_TEST

START_TEST(reports_a_port_in_use_in_one_line)
{
    char text[1024], line[128];
    const char *port;
    struct server_client other;
    const char *settings[] = {line, NULL};

    START("images 1");
    port = strrchr(server.address, ':') + 1;
    snprintf(line, sizeof(line), "%.*s", (int)strcspn(port, "/"), port);
    ck_assert_int_eq(run_option("--port", line, text, sizeof(text)), 1);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_ptr_nonnull(strstr(text, line));
    snprintf(line, sizeof(line), "port %.*s", (int)strcspn(port, "/"), port);
    ck_assert_int_eq(server_start(&other, program, settings), -1);
}
END_TEST

START_TEST(obeys_options_and_ends_at_a_signal)
{
    char directory[] = "/tmp/server_test.XXXXXX", ledger[64], text[256];
    char *const options[] = {
        (char *)program, "--images",  "7", "--image-bytes", "1024", "--fault", "2:status:404", "--ledger",
        ledger,          "--latency", "1", "--seed",        "3",    "--fault", "3:fail:1",     NULL};
    pid_t pid;
    int status;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(ledger, sizeof(ledger), "%s/ledger", directory);
    pid = start_by_hand(options, text, sizeof(text));
    ck_assert_int_eq(sscanf(text, "Serving 7 images at %63s\n", server.address), 1);
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 404);
    ck_assert_int_eq(fetch_image(3)->status, 503);
    kill(pid, _i == 0 ? SIGTERM : SIGINT);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    free(read_text(ledger));
    unlink(ledger);
    rmdir(directory);
}
END_TEST

START_TEST(reports_a_full_disk_and_fails)
{
    char directory[] = "/tmp/server_test.XXXXXX", ledger[64], temporary[64], text[256], complaint[512] = "";
    char *const options[] = {(char *)program, "--images", "1", "--ledger", ledger, NULL};
    int ends[2], saved, status;
    pid_t pid;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(ledger, sizeof(ledger), "%s/ledger", directory);
    snprintf(temporary, sizeof(temporary), "%s/ledger.tmp", directory);
    ck_assert_int_eq(symlink("/dev/full", temporary), 0); /* writes fail as on a full disk */
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    pid = start_by_hand(options, text, sizeof(text));
    dup2(saved, STDERR_FILENO);
    close(ends[1]);
    kill(pid, SIGTERM);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(WEXITSTATUS(status), 1);
    ck_assert_int_gt(read(ends[0], complaint, sizeof(complaint) - 1), 0);
    ck_assert_uint_eq(count_lines(complaint), 1);
    ck_assert_ptr_nonnull(strstr(complaint, strerror(ENOSPC)));
    ck_assert_int_eq(access(ledger, F_OK), -1);
    unlink(temporary);
    rmdir(directory);
}
END_TEST

START_TEST(rejects_an_impossible_ledger_at_the_start)
{
    static const char *const PATHS[] = {"/nonexistent/ledger", "/tmp", "/dev/null/ledger"};
    char text[1024], line[64];
    const char *settings[] = {line, NULL};

    ck_assert_int_eq(run_option("--ledger", PATHS[_i], text, sizeof(text)), 1);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_ptr_nonnull(strstr(text, PATHS[_i]));
    snprintf(line, sizeof(line), "ledger %s", PATHS[_i]);
    ck_assert_int_eq(server_start(&server, program, settings), -1);
    server.pid = 0;
}
END_TEST

/* Behave like a kernel before 5.11, or like valgrind. */
static void forbid_epoll_pwait2(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_epoll_pwait2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog rules = {.len = LENGTH(filter), .filter = filter};

    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &rules) != 0)
        _exit(126);
}

START_TEST(serves_without_epoll_pwait2)
{
    before_start = forbid_epoll_pwait2;
    START_ALONE("--images", "2", "--latency", "2.5");
    ck_assert_int_eq(fetch_image(1)->status, 200);
    ck_assert_int_eq(fetch_image(2)->status, 200);
}
END_TEST

/* Wait until the server has ended. Returns its status in the form of waitpid(). If the server does not
 * end, the test fails. */
static int await_end(pid_t pid)
{
    struct pollfd process = {.fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN};
    int ended, how;

    ck_assert_int_ge(process.fd, 0);
    ended = poll(&process, 1, PATIENCE_MS);
    close(process.fd);
    if (ended != 1)
        kill(pid, SIGKILL); /* no other code would end it after the test */
    ck_assert_int_eq(waitpid(pid, &how, 0), pid);
    ck_assert_msg(ended == 1, "expected the server to end with its control socket");
    return how;
}

START_TEST(ends_with_its_control_socket_at_any_time)
{
    static const char *const MODES[] = {"gate 9", "latency 3600000", "fault 1 stall", "bandwidth 10"};
    int clients[20];
    char byte[4096];

    START("images 9", "image-bytes 1024", MODES[_i]);
    for (int i = 0; i < 20; i++) {
        clients[i] = connect_plainly();
        ask_plainly(clients[i], "image/1.jpg");
    }
    expect("until in_flight 20", "20\n");
    close(server.control);
    ck_assert_int_eq(await_end(server.pid), 0);
    for (int i = 0; i < 20; i++) {
        while (read(clients[i], byte, sizeof(byte)) > 0)
            continue;
        close(clients[i]);
    }
    server.pid = 0;
}
END_TEST

START_TEST(shows_only_the_control_socket_to_other_processes)
{
    char path[64], text[4096] = "";
    const char *argument = text;
    FILE *file;
    unsigned count = 0;

    START("images 3", "image-bytes 1024", "seed 77", "fault 2 stall");
    snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)server.pid);
    file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, file), 0);
    fclose(file);
    for (; *argument != '\0'; argument += strlen(argument) + 1)
        count++;
    ck_assert_uint_eq(count, 3); /* PROGRAM --control FD */
    ck_assert_int_eq(getpgid(server.pid), server.pid);
    for (int descriptor = 3; descriptor < 64; descriptor++) {
        unsigned flags = 0;

        snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", (int)server.pid, descriptor);
        file = fopen(path, "r");
        if (file == NULL)
            continue;
        ck_assert_int_eq(fscanf(file, "pos: %*d flags: %o", &flags), 1);
        ck_assert_msg((flags & O_CLOEXEC) != 0, "expected descriptor %d to be close-on-exec", descriptor);
        fclose(file);
    }
}
END_TEST

TCase *life_tests(void)
{
    TCase *tests = new_case("life");

    tcase_add_test(tests, a_failed_start_leaves_no_process);
    tcase_add_test(tests, reports_a_port_in_use_in_one_line);
    tcase_add_loop_test(tests, obeys_options_and_ends_at_a_signal, 0, 2);
    tcase_add_test(tests, reports_a_full_disk_and_fails);
    tcase_add_loop_test(tests, rejects_an_impossible_ledger_at_the_start, 0, 3);
    tcase_add_test(tests, serves_without_epoll_pwait2);
    tcase_add_loop_test(tests, ends_with_its_control_socket_at_any_time, 0, 4);
    tcase_add_test(tests, shows_only_the_control_socket_to_other_processes);
    return tests;
}
