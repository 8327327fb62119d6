/*
 * settings.c - the server rejects wrong settings and options with one line each.
 */
#include "server_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const BAD_SETTINGS[][2] = {
    {"port", "65536"},
    {"port", "-1"},
    {"port", "80x"},
    {"images", "100001"},
    {"images", ""},
    {"images", " 5"},
    {"image-bytes", "1023"},
    {"image-bytes", "9-5"},
    {"image-bytes", "0-"},
    {"image-bytes", "99999999999999999999"},
    {"seed", "0x10"},
    {"seed", "18446744073709551616"},
    {"latency", "-1"},
    {"latency", "nan"},
    {"latency", "1.2.3"},
    {"latency", "1e3"},
    {"latency", "ten"},
    {"latency", "uniform:5"},
    {"latency", "uniform:9:5"},
    {"latency", "uniform:1:2:3"},
    {"latency", "lognormal:10:99"},
    {"latency", "gauss:1:2"},
    {"latency", "1:x"},
    {"latency", "0:5"},
    {"latency", "5-3:5"},
    {"latency", "1:"},
    {"latency", "1:none:5"},
    {"latency", "none"},
    {"shared-bandwidth", "-1"},
    {"shared-bandwidth", "fast"},
    {"connect-cost", "x"},
    {"capacity", "4.5"},
    {"bandwidth", "1k"},
    {"fault", "1"},
    {"fault", "0:stall"},
    {"fault", "1:explode"},
    {"fault", "1:status"},
    {"fault", "1:status:99"},
    {"fault", "1:status:600"},
    {"fault", "1:fail"},
    {"fault", "1:fail:0"},
    {"fault", "1:fail:1:503:4:5"},
    {"fault", "1:stall:5"},
    {"fault", "3-1:stall"},
    {"fault", "0-3:stall"},
    {"fault", "1-:stall"},
    {"fault", "1-100001:stall"},
    {"fault", "**:stall"},
    {"fault", "1:5%"},
    {"fault", "1:%:stall"},
    {"fault", "1:101%:stall"},
    {"fault", "1:x%:stall"},
    {"fault", "1:5%:5%:stall"},
    {"fault", "1:status:404:2"},
    {"fault", "1:status:503:-1"},
    {"fault", "1:status:503:soon"},
    {"fault", "1:status:503:1:1"},
    {"fault", "1:fail:1:500:2"},
    {"fault", "1:redirect:1:200"},
    {"fault", "1:redirect:1:304"},
    {"fault", "1:corrupt:5"},
    {"fault", "1:empty:5"},
    {"fault", "1:redirect:x"},
    {"colour", "blue"},
};

START_TEST(rejects_wrong_settings)
{
    const char *name = BAD_SETTINGS[_i][0], *value = BAD_SETTINGS[_i][1];
    char option[64], text[1024], *reply;

    snprintf(option, sizeof(option), "--%s", name);
    ck_assert_int_eq(run_option(option, value, text, sizeof(text)), 2);
    ck_assert_msg(count_lines(text) == 1, "expected one line, got: %s", text);
    ck_assert_ptr_nonnull(strstr(text, name));

    START("images 3", "image-bytes 1024");
    server_send(&server, "%s %s", name, value);
    reply = server_receive(&server);
    ck_assert_int_eq(strncmp(reply, "error: ", 7), 0);
    ck_assert_uint_eq(count_lines(reply), 1);
    free(reply);
    ck_assert_int_eq(fetch_image(1)->status, 200);
}
END_TEST

START_TEST(rejects_wrong_options)
{
    char text[2048];

    ck_assert_int_eq(run_option("--images", NULL, text, sizeof(text)), 2);
    ck_assert_int_eq(run_option("images", "5", text, sizeof(text)), 2);
    ck_assert_int_eq(run_option("--control", "77", text, sizeof(text)), 2);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_int_eq(run_option("--fault", "201:stall", text, sizeof(text)), 2);
    ck_assert_uint_eq(count_lines(text), 1);
    ck_assert_int_eq(run_option("--help", NULL, text, sizeof(text)), 0);
    ck_assert_ptr_nonnull(strstr(text, "--connect-cost MS"));
}
END_TEST

TCase *setting_tests(void)
{
    TCase *tests = new_case("settings");

    tcase_add_loop_test(tests, rejects_wrong_settings, 0, LENGTH(BAD_SETTINGS));
    tcase_add_test(tests, rejects_wrong_options);
    return tests;
}
