/*
 * cost.c - processor time and memory.
 */
#include "report_tests.h"

#include "../../../report/writing/tables.h"

START_TEST(memory_is_compared_at_the_workers_of_the_fastest)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_cycles("async", 50, 0.12);
    add_cycles("async", 200, 0.12);
    add_memory("sequential", 1, 4);
    add_memory("threads", 50, 12);
    add_memory("async", 50, 6);
    add_memory("async", 200, 2);
    analyse_made_up();
    ck_assert_str_eq(written(write_memory),
                     "To keep 50 requests in flight, async takes the least memory, 6.0 MiB,"
                     " and threads the most, 12.0 MiB: 2.0 times as much.");
    contains(written(write_cost), "and 3.0 times the memory.");
}
END_TEST

START_TEST(memory_that_is_unknown_is_a_dash)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_memory("threads", 50, 0);
    analyse_made_up();
    ck_assert_str_eq(written(write_memory), "");
    contains(written(write_cost_table), "| threads | 50 | 0.050 | 0.25 | – |");
    ck_assert_ptr_null(strstr(written(write_cost), "memory"));
}
END_TEST

static enum price_verdict price_of(double async_seconds, size_t async_mebibytes)
{
    add_cycles("threads", 50, 0.1);
    add_cycles("async", 50, async_seconds);
    add_cycles("async", 200, 0.01);
    add_memory("threads", 50, 12);
    add_memory("async", 50, async_mebibytes);
    add_memory("async", 200, 2);
    analyse_made_up();
    return find_price(&analysis).verdict;
}

START_TEST(the_same_speed_for_less_memory)
{
    ck_assert_int_eq(price_of(0.1, 6), PRICE_SAME_SPEED);
    ck_assert_str_eq(
        written(write_price_headline),
        "With 50 in flight, no strategy is faster than async, and threads need 2.0 times its memory");
}
END_TEST

START_TEST(less_memory_at_the_price_of_speed)
{
    ck_assert_int_eq(price_of(0.2, 6), PRICE_SPEED_COSTS);
    ck_assert_str_eq(
        written(write_price_headline),
        "Speed costs memory: with 50 in flight, async needs the least, but 2.0 times as long as threads");
}
END_TEST

START_TEST(the_fastest_can_take_the_most_memory)
{
    ck_assert_int_eq(price_of(0.05, 24), PRICE_SPEED_COSTS);
    contains(written(write_price_headline), "threads need the least, but 2.0 times as long as async");
}
END_TEST

START_TEST(memory_that_is_alike)
{
    ck_assert_int_eq(price_of(0.1, 11), PRICE_ALIKE);
    contains(written(write_price_headline), "every strategy needs about as much memory");
}
END_TEST

START_TEST(one_strategy_alone_has_no_price_to_compare)
{
    add_cycles("threads", 50, 0.1);
    add_memory("threads", 50, 12);
    analyse_made_up();
    ck_assert_int_eq(find_price(&analysis).verdict, PRICE_NOT_COMPARABLE);
    ck_assert_str_eq(written(write_memory), "");
}
END_TEST

TCase *cost_tests(void)
{
    TCase *cases = new_case("cost");

    tcase_add_test(cases, memory_is_compared_at_the_workers_of_the_fastest);
    tcase_add_test(cases, memory_that_is_unknown_is_a_dash);
    tcase_add_test(cases, the_same_speed_for_less_memory);
    tcase_add_test(cases, less_memory_at_the_price_of_speed);
    tcase_add_test(cases, the_fastest_can_take_the_most_memory);
    tcase_add_test(cases, memory_that_is_alike);
    tcase_add_test(cases, one_strategy_alone_has_no_price_to_compare);
    return cases;
}
