/*
 * reuse.c - kept and fresh connections: every verdict, on data made up for it.
 */
#include "report_tests.h"

#include <string.h>

#include "../../../report/findings/reuse.h"

#define CONNECT_MS 10

static struct reuse reuse;

static void add(const char *strategy, size_t connect_ms, bool fresh, double seconds)
{
    struct configuration configuration = configuration_of(strategy_named(strategy), 10);

    configuration.experiment = EXPERIMENT_REUSE;
    configuration.connect_ms = connect_ms;
    configuration.fresh = fresh;
    add_cycles_of(&configuration, seconds, 0.05);
}

/* Threads and async with kept and with fresh connections, which cost something. */
static void measure_dear(double threads, double threads_fresh, double async, double async_fresh)
{
    add("threads", CONNECT_MS, false, threads);
    add("threads", CONNECT_MS, true, threads_fresh);
    add("async", CONNECT_MS, false, async);
    add("async", CONNECT_MS, true, async_fresh);
}

static void analyse_pairs(void)
{
    static struct facts facts;

    facts = (struct facts){0};
    facts_set(&facts, "reuse_images", "100");
    facts_set(&facts, "reuse_latency_ms", "5");
    facts_set(&facts, "seed", "1");
    analyse_reuse(&reuse, &facts, &made_up);
}

static const char *said(void (*write)(FILE *out, const struct reuse *reuse))
{
    FILE *out = begin_said();
    write(out, &reuse);
    return end_said(out);
}

static enum reuse_verdict verdict(void)
{
    analyse_pairs();
    return find_reuse(&reuse, dearest_case(&reuse)).verdict;
}

START_TEST(kept_connections_pay_for_all)
{
    measure_dear(1, 2, 1, 3);
    ck_assert_int_eq(verdict(), REUSE_ALL_GAIN);
    contains(said(write_reuse_headline), "costs every strategy 2.0 to 3.0 times");
    contains(said(write_reuse), "2.0 times the latency, every strategy takes clearly longer");
    contains(said(write_reuse), "from 2.0 (threads) to 3.0 times as long (async)");
}
END_TEST

START_TEST(one_strategy_has_one_factor)
{
    add("threads", CONNECT_MS, false, 1);
    add("threads", CONNECT_MS, true, 2);
    ck_assert_int_eq(verdict(), REUSE_ALL_GAIN);
    contains(said(write_reuse_headline), "costs every strategy 2.0 times");
}
END_TEST

START_TEST(kept_connections_pay_for_one)
{
    measure_dear(1, 1, 1, 3);
    ck_assert_int_eq(verdict(), REUSE_SOME_GAIN);
    contains(said(write_reuse_headline), "keeping connections helps async alone");
    contains(said(write_reuse), "makes async clearly slower, and the others not");
}
END_TEST

START_TEST(kept_connections_change_nothing)
{
    measure_dear(1, 1, 1, 1);
    ck_assert_int_eq(verdict(), REUSE_NO_DIFFERENCE);
    contains(said(write_reuse_headline), "changes nothing, even at 10 ms");
    contains(said(write_reuse), "no strategy takes a clearly different time");
}
END_TEST

START_TEST(kept_connections_cost_time)
{
    measure_dear(2, 1, 1, 3);
    ck_assert_int_eq(verdict(), REUSE_SOME_LOSE);
    contains(said(write_reuse_headline), "Keeping connections makes threads slower");
    contains(said(write_reuse), "makes threads clearly faster");
}
END_TEST

START_TEST(free_and_dear_connections_are_told_apart)
{
    measure_dear(1, 2, 1, 2);
    add("threads", 0, false, 1);
    add("threads", 0, true, 1);
    analyse_pairs();
    ck_assert_uint_eq(reuse.count, 2);
    ck_assert_uint_eq(reuse.cases[0].connect_ms, 0);
    contains(said(write_reuse), "Where connecting is free, as on this machine, no strategy");
    contains(said(write_reuse), "Where connecting takes 10 ms, 2.0 times the latency, every strategy");
    contains(said(write_reuse_table), "| threads | 10 | 1.01 | 1.01 | 1.000 ");
}
END_TEST

START_TEST(what_failed_is_not_compared)
{
    struct configuration configuration = configuration_of(strategy_named("hybrid"), 10);
    struct measurement row;

    measure_dear(1, 2, 1, 2);
    configuration.experiment = EXPERIMENT_REUSE;
    configuration.connect_ms = CONNECT_MS;
    row = measurement_of(&configuration);
    strcpy(row.outcome, "Segmentation fault");
    measurements_add(&made_up, &row);
    ck_assert_int_eq(verdict(), REUSE_ALL_GAIN);
    ck_assert_uint_eq(find_reuse(&reuse, dearest_case(&reuse)).compared, 2);
    contains(said(write_reuse_table), "| hybrid | 10 | *failed* | – | Segmentation fault |");
}
END_TEST

START_TEST(without_measurements_nothing_is_claimed)
{
    analyse_pairs();
    ck_assert_uint_eq(reuse.count, 0);
    contains(said(write_reuse), "was not measured");
    contains(said(write_two_changes), "could not be measured");
    ck_assert_str_eq(said(write_reuse_table), "");
}
END_TEST

static enum two_changes_verdict changes(void)
{
    analyse_pairs();
    return find_two_changes(&reuse).verdict;
}

START_TEST(two_changes_were_one_of_connections)
{
    measure_dear(1, 3, 1, 3);
    ck_assert_int_eq(changes(), CHANGES_CONNECTIONS);
    contains(said(write_two_changes), "is 3.0 times as fast as threads with fresh ones");
    contains(said(write_two_changes), "makes it 1.000 times as fast");
    contains(said(write_two_changes), "is that of the connections");
}
END_TEST

START_TEST(two_changes_were_one_of_the_strategy)
{
    measure_dear(3, 3, 1, 1);
    ck_assert_int_eq(changes(), CHANGES_STRATEGY);
    contains(said(write_two_changes), "it is the strategy that counts");
}
END_TEST

START_TEST(two_changes_were_two)
{
    measure_dear(2, 4, 1, 2);
    ck_assert_int_eq(changes(), CHANGES_BOTH);
    contains(said(write_two_changes), "both count");
}
END_TEST

START_TEST(two_changes_gain_nothing)
{
    measure_dear(1, 2, 3, 3);
    ck_assert_int_eq(changes(), CHANGES_NOTHING);
    contains(said(write_two_changes), "together gain nothing");
}
END_TEST

TCase *reuse_tests(void)
{
    TCase *cases = new_case("reuse");

    tcase_add_test(cases, kept_connections_pay_for_all);
    tcase_add_test(cases, one_strategy_has_one_factor);
    tcase_add_test(cases, kept_connections_pay_for_one);
    tcase_add_test(cases, kept_connections_change_nothing);
    tcase_add_test(cases, kept_connections_cost_time);
    tcase_add_test(cases, free_and_dear_connections_are_told_apart);
    tcase_add_test(cases, what_failed_is_not_compared);
    tcase_add_test(cases, without_measurements_nothing_is_claimed);
    tcase_add_test(cases, two_changes_were_one_of_connections);
    tcase_add_test(cases, two_changes_were_one_of_the_strategy);
    tcase_add_test(cases, two_changes_were_two);
    tcase_add_test(cases, two_changes_gain_nothing);
    return cases;
}
