/*
 * plateau.c - requests in flight: is it the workers or the server's places that set their number?
 */
#include "report_tests.h"

static struct traces flight;

/* A run in which `served` requests at once take 20 ms each, after `queued` seconds in the queue. */
static void add_flight(const char *strategy, size_t workers, size_t served, double queued)
{
    struct traced_run *run = &flight.runs[flight.count++];

    *run = (struct traced_run){.workers = workers, .count = FLIGHT_IMAGES};
    snprintf(run->strategy, sizeof run->strategy, "%s", strategy);
    for (size_t i = 0; i < run->count; i++) {
        double begin = 0.02 * (i / served);
        run->rows[i] = (struct trace){i + 1, 1, 1, begin - queued, begin, begin + 0.02, begin + 0.02};
    }
}

static const char *flight_written(void (*write)(FILE *out, const struct traces *traces))
{
    FILE *out = begin_said();

    write(out, &flight);
    return end_said(out);
}

/* By hand: 25 rounds of 20 ms are 0.5 s; 400 images a second, 20 ms each. */
START_TEST(littles_law_by_numbers)
{
    add_flight("async", FLIGHT_FEW, 8, 0);
    struct flight numbers = measure_flight(&flight.runs[0]);

    ck_assert_double_eq_tol(numbers.rate, 400, 1e-9);
    ck_assert_double_eq_tol(numbers.time, 0.02, 1e-9);
    ck_assert_double_eq_tol(numbers.number, 8, 1e-9);
    ck_assert_double_eq_tol(numbers.served, 8, 1e-9);
}
END_TEST

START_TEST(workers_or_places_whichever_is_less)
{
    add_flight("async", FLIGHT_FEW, 8, 0);
    add_flight("async", FLIGHT_MANY, 32, 0.015);
    ck_assert_int_eq(find_plateau(&flight).verdict, PLATEAU_EXPLAINED);
    ck_assert_str_eq(flight_written(write_plateau_headline),
                     "8 workers keep 8 places busy; 64 keep all 32 of the server's, and the rest queue");
    contains(flight_written(write_plateau), "waits 15 to 15 ms for a place");
}
END_TEST

START_TEST(places_that_stay_empty_are_named)
{
    add_flight("async", FLIGHT_FEW, 8, 0);
    add_flight("threads", FLIGHT_MANY, 16, 0);
    ck_assert_int_eq(find_plateau(&flight).verdict, PLATEAU_MISSED);
    contains(flight_written(write_plateau_headline),
             "64 threads keep 16 places busy, where 32 were expected");
    contains(flight_written(write_plateau), "Not every run fills what it could");
}
END_TEST

START_TEST(without_a_run_there_is_no_plateau)
{
    ck_assert_int_eq(find_plateau(&flight).verdict, PLATEAU_NOT_MEASURED);
}
END_TEST

TCase *plateau_tests(void)
{
    TCase *cases = new_case("plateau");

    tcase_add_test(cases, littles_law_by_numbers);
    tcase_add_test(cases, workers_or_places_whichever_is_less);
    tcase_add_test(cases, places_that_stay_empty_are_named);
    tcase_add_test(cases, without_a_run_there_is_no_plateau);
    return cases;
}
