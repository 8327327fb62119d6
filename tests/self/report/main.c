/*
 * main.c - tests of the report: verdicts on artificial data, the template, and the files.
 */
#include "report_tests.h"

#include <stdlib.h>

static TCase *(*const CASES[])(void) = {verdict_tests, template_tests, student_tests, file_tests,
                                        program_tests};

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
