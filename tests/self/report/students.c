/*
 * students.c - tests of finding out how far a student's lab is.
 */
#include "report_tests.h"

#include "../../../report/measure/judge.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_script(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    chmod(path, 0755);
}

/* A lab in the working directory: its skeleton, the student's file, and a suite. */
static void make_lab(const char *lab, const char *source, const char *suite)
{
    char path[200];

    snprintf(path, sizeof path, "mkdir -p labs/%s build/labs/%s build/skeletons/%s build/tests", lab, lab,
             lab);
    ck_assert_int_eq(system(path), 0);
    snprintf(path, sizeof path, "build/skeletons/%s/%s.c", lab, lab);
    write_script(path, "skeleton");
    snprintf(path, sizeof path, "labs/%s/%s.c", lab, lab);
    write_script(path, source);
    snprintf(path, sizeof path, "build/labs/%s/%s", lab, lab);
    if (suite)
        write_script(path, "");
    snprintf(path, sizeof path, "build/tests/%s_test", lab);
    if (suite)
        write_script(path, suite);
}

START_TEST(a_lab_stands_where_skeleton_compiler_and_suite_say)
{
    char directory[] = "/tmp/fetchlab-report-test-XXXXXX", command[64], said[4000];
    struct facts facts = {0};
    FILE *taken;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    make_lab("sequential", "skeleton", "#!/bin/sh\nexit 0\n");
    make_lab("threads", "mine", "#!/bin/sh\n[ $2 = build/labs/threads/threads ]\n");
    make_lab("processes", "mine", "#!/bin/sh\necho 'processes: 40 of 100 points, 5 of 12 tests'\nexit 1\n");
    make_lab("async", "mine", NULL);
    make_lab("hybrid", "mine", "#!/bin/sh\nexit 3\n");
    int errors = take_errors(&taken);
    students_judge(&facts);
    end_of_errors(errors, taken, said, sizeof said);
    snprintf(command, sizeof command, "rm -rf %s", directory);
    ck_assert_int_eq(system(command), 0);
    ck_assert_str_eq(student_standing(&facts, "sequential"), "not begun");
    ck_assert_str_eq(student_standing(&facts, "threads"), "green");
    ck_assert_str_eq(student_standing(&facts, "processes"), "red: 40 of 100 points, 5 of 12 tests");
    ck_assert_str_eq(student_standing(&facts, "async"), "does not compile");
    ck_assert_str_eq(student_standing(&facts, "hybrid"), "the suite did not end: exit 3");
    /* There are no solutions next to these labs. */
    ck_assert(student_is_reference(&facts));
}
END_TEST

START_TEST(a_program_older_than_its_source_does_not_compile)
{
    char directory[] = "/tmp/fetchlab-report-test-XXXXXX", command[64];
    struct facts facts = {0};
    const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};

    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    make_lab("threads", "mine", "#!/bin/sh\nexit 0\n");
    utimensat(AT_FDCWD, "build/labs/threads/threads", old, 0);
    students_judge(&facts);
    snprintf(command, sizeof command, "rm -rf %s", directory);
    ck_assert_int_eq(system(command), 0);
    ck_assert_str_eq(student_standing(&facts, "threads"), "does not compile");
}
END_TEST

TCase *student_tests(void)
{
    TCase *cases = new_case("students");

    tcase_add_test(cases, a_lab_stands_where_skeleton_compiler_and_suite_say);
    tcase_add_test(cases, a_program_older_than_its_source_does_not_compile);
    return cases;
}
