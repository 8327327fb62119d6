/*
 * main.c - the report's findings on made-up data, its texts and its files: run every test.
 */
#include "report_tests.h"

#include <stdlib.h>

static TCase *(*const CASES[])(void) = {
    speed_tests, workers_tests, model_tests,   quality_tests, mistake_tests, reuse_tests,   burden_tests,
    cost_tests,  yours_tests,   student_tests, cache_tests,   overlap_tests, plateau_tests, order_tests,
    file_tests,  program_tests, text_tests,    race_tests,    scale_tests,
};

TCase *new_case(const char *name)
{
    TCase *cases = tcase_create(name);

    tcase_set_timeout(cases, 60); /* some start programs, and the machine may be busy */
    tcase_add_checked_fixture(cases, NULL, forget);
    return cases;
}

int main(void)
{
    Suite *suite = suite_create("report");

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        suite_add_tcase(suite, CASES[i]());

    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
