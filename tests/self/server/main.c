/*
 * main.c - tests of the mock server with plain libcurl clients.
 *
 * Usage: server_test [PROGRAM]. No test fails because something took long: tests only check that a delay
 * was not too short.
 */
#include "server_tests.h"

#include <stdlib.h>

static TCase *(*const CASES[])(void) = {
    picture_tests, delay_tests,   capacity_tests, fault_tests,      http_tests,
    gate_tests,    leaving_tests, alone_tests,    connection_tests, ledger_tests,
    setting_tests, control_tests, life_tests,     panel_tests,      panel_guard_tests,
};

static Suite *server_suite(void)
{
    Suite *suite = suite_create("mock server");

    for (int i = 0; i < LENGTH(CASES); i++)
        suite_add_tcase(suite, CASES[i]());
    return suite;
}

int main(int count, char *arguments[])
{
    SRunner *runner = srunner_create(server_suite());
    int failed;

    if (count > 1)
        program = arguments[1];
    curl_global_init(CURL_GLOBAL_DEFAULT);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    curl_global_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
