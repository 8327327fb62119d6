/*
 * order.c - drift and interference over the run.
 */
#include "report_tests.h"

/* Times of four configurations, in turn; those from run `from` to before `to` take `factor` times as long. */
static struct order_finding order_of(size_t from, size_t to, double factor)
{
    static struct ordered list[MAX_CONFIGURATIONS * MAX_CYCLES];
    static const size_t workers[] = {5, 10, 20, 50, 100, 200};
    size_t order = 1;

    for (size_t cycle = 1; cycle <= CYCLES; cycle++) {
        for (size_t i = 0; i < 6; i++, order++) {
            size_t turn = cycle % 2 ? i : 5 - i; /* not in the order of the table */
            struct measurement row = {.experiment = "workers",
                                      .workers = workers[turn],
                                      .cycle = cycle,
                                      .order = order,
                                      .outcome = "ok"};
            snprintf(row.strategy, sizeof row.strategy, "threads");
            row.wall_seconds = (1 + turn) * (1 + 0.001 * ((order * 7) % 11));
            row.wall_seconds *= order >= from && order < to ? factor : 1;
            measurements_add(&made_up, &row);
        }
    }
    analyse_made_up();
    return find_order(list, list_in_order(&analysis, list));
}

START_TEST(runs_are_listed_in_their_order)
{
    static struct ordered list[MAX_CONFIGURATIONS * MAX_CYCLES];

    order_of(0, 0, 1);
    size_t count = list_in_order(&analysis, list);
    ck_assert_uint_eq(count, 60);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(list[i].order, i + 1);
}
END_TEST

START_TEST(a_machine_that_stays_the_same)
{
    ck_assert_int_eq(order_of(0, 0, 1).verdict, ORDER_STEADY);
    contains(written(write_order_headline), "stayed the same");
}
END_TEST

START_TEST(a_machine_that_becomes_slower)
{
    struct order_finding finding = order_of(31, 61, 1.2);

    ck_assert_int_eq(finding.verdict, ORDER_DRIFTED);
    ck_assert_double_eq_tol(finding.drift, 1.2, 0.02);
    contains(written(write_order_headline), "became slower: the last third of the runs took 1.2");
}
END_TEST

START_TEST(a_machine_that_becomes_faster)
{
    ck_assert_int_eq(order_of(1, 31, 1.2).verdict, ORDER_DRIFTED);
    contains(written(write_order_headline), "became faster");
}
END_TEST

START_TEST(a_disturbance_in_the_middle)
{
    struct order_finding finding = order_of(25, 40, 1.3);

    ck_assert_int_eq(finding.verdict, ORDER_DISTURBED);
    ck_assert_uint_ge(finding.worst_from, 20);
    ck_assert_uint_le(finding.worst_from, 30);
    contains(written(write_order), "1.3");
}
END_TEST

START_TEST(too_few_times_tell_nothing)
{
    add_cycles("threads", 5, 0.8);
    analyse_made_up();
    contains(written(write_order_headline), "Too few times");
}
END_TEST

TCase *order_tests(void)
{
    TCase *cases = new_case("order");

    tcase_add_test(cases, runs_are_listed_in_their_order);
    tcase_add_test(cases, a_machine_that_stays_the_same);
    tcase_add_test(cases, a_machine_that_becomes_slower);
    tcase_add_test(cases, a_machine_that_becomes_faster);
    tcase_add_test(cases, a_disturbance_in_the_middle);
    tcase_add_test(cases, too_few_times_tell_nothing);
    return cases;
}
