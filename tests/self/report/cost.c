/*
 * cost.c - processor time and memory.
 */
#include "report_tests.h"

#include "../../../report/tables.h"

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

TCase *cost_tests(void)
{
    TCase *cases = new_case("cost");

    tcase_add_test(cases, memory_is_compared_at_the_workers_of_the_fastest);
    tcase_add_test(cases, memory_that_is_unknown_is_a_dash);
    return cases;
}
