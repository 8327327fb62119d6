/*
 * connections.c - a connection for each image, or one for all.
 */
#include "report_tests.h"

static enum ratio_verdict connections_of(double fresh, double kept)
{
    struct interval interval;

    add_cycles("sequential-fresh", 1, fresh);
    add_cycles("sequential", 1, kept);
    analyse_made_up();
    return find_connections(&analysis, &interval);
}

START_TEST(fresh_connections_cost_time)
{
    ck_assert_int_eq(connections_of(4.4, 4), RATIO_LARGER);
    contains(written(write_connections), "takes 1.10 times as long with a new connection");
    contains(written(write_connections), "2.0");
}
END_TEST

START_TEST(fresh_connections_make_no_difference)
{
    ck_assert_int_eq(connections_of(4, 4), RATIO_NO_DIFFERENCE);
    contains(written(write_connections), "no clearly different time: 1.000 times as long");
}
END_TEST

START_TEST(fresh_connections_save_time)
{
    ck_assert_int_eq(connections_of(2, 4), RATIO_SMALLER);
    contains(written(write_connections), "takes only 0.50 times as long");
}
END_TEST

START_TEST(fresh_connections_that_failed_are_not_compared)
{
    add_cycles("sequential", 1, 4);
    add_failure("sequential-fresh", 1, "exit 1");
    analyse_made_up();
    contains(written(write_connections), "could not be measured");
}
END_TEST

TCase *connection_tests(void)
{
    TCase *cases = new_case("connections");

    tcase_add_test(cases, fresh_connections_cost_time);
    tcase_add_test(cases, fresh_connections_make_no_difference);
    tcase_add_test(cases, fresh_connections_save_time);
    tcase_add_test(cases, fresh_connections_that_failed_are_not_compared);
    return cases;
}
