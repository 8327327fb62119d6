/*
 * model.c - the curve that is fitted to times against numbers of workers.
 */
#include "report_tests.h"

#include "../../../report/statistics/model.h"

#include <math.h>

/*
 * The thread timings of the original course work: fitted apart from this program, they gave L = 129.7 ms with
 * a standard error of 2.2, a floor of 0.81 s (0.02), a knee near 32 workers and an error of 0.033.
 */
START_TEST(the_original_is_fitted_as_it_was_before)
{
    static struct original original;
    static const size_t counts[] = {5, 10, 20, 50, 100, 200};
    double workers[6], seconds[6];

    ck_assert_int_eq(original_load(&original, "report/original.csv"), 0);
    for (size_t i = 0; i < 6; i++) {
        workers[i] = counts[i];
        seconds[i] = median(original_sample(original_row(&original, "threads", counts[i])));
    }
    struct model model = model_fit(workers, seconds, 6);
    ck_assert_double_eq_tol(model.work / 200, 0.1297, 0.0022);
    ck_assert_double_eq_tol(model.floor, 0.81, 0.02);
    ck_assert_double_eq_tol(model_knee(&model), 32, 1);
    ck_assert_double_eq_tol(model.error, 0.033, 0.005);
    ck_assert(model_fits(&model));
}
END_TEST

START_TEST(points_on_the_curve_give_its_numbers_back)
{
    const struct model due = {.work = 4, .floor = 0.1};
    const double workers[] = {1, 2, 5, 20, 40, 80, 200};
    double seconds[7];

    for (size_t i = 0; i < 7; i++)
        seconds[i] = model_time(&due, workers[i]);
    struct model model = model_fit(workers, seconds, 7);
    ck_assert_double_eq_tol(model.work, 4, 1e-6);
    ck_assert_double_eq_tol(model.floor, 0.1, 1e-6);
    ck_assert_double_eq_tol(model.error, 0, 1e-6);
    ck_assert_double_eq_tol(model_knee(&model), 40, 1e-4);
}
END_TEST

/* By hand: where both parts are equal, the curve is the fourth root of 2 times each. */
START_TEST(the_bend_is_a_fourth_root)
{
    const struct model model = {.work = 4, .floor = 0.1};

    ck_assert_double_eq_tol(model_time(&model, 40), 0.1 * 1.189207, 1e-6);
    ck_assert_double_eq_tol(model_time(&model, 1), 4, 1e-5);
}
END_TEST

START_TEST(times_that_rise_again_do_not_fit)
{
    const double workers[] = {5, 10, 20, 50}, seconds[] = {0.8, 0.4, 0.6, 1.2};
    struct model model = model_fit(workers, seconds, 4);

    ck_assert(!model_fits(&model));
}
END_TEST

START_TEST(too_few_points_are_not_fitted)
{
    const double workers[] = {5, 10, 20}, seconds[] = {0.8, 0.4, 0.2};
    struct model model = model_fit(workers, seconds, 3);

    ck_assert_double_nan(model.error);
    ck_assert(!model_fits(&model));
}
END_TEST

/* Where no point has reached the floor, there is none to tell of, but the fit ends all the same. */
START_TEST(a_floor_that_was_not_reached_is_far_below)
{
    const double workers[] = {5, 10, 20, 50}, seconds[] = {0.8, 0.4, 0.2, 0.08};
    struct model model = model_fit(workers, seconds, 4);

    ck_assert(model_fits(&model));
    ck_assert_double_eq_tol(model.work, 4, 0.01);
    ck_assert_double_lt(model.floor, 0.04);
}
END_TEST

static const char *model_written(void)
{
    FILE *out = begin_said();

    analyse_made_up();
    write_model(out, &analysis, &analysis.optima[0]);
    return end_said(out);
}

START_TEST(a_bend_within_what_was_measured_is_told)
{
    add_threads(0.8, 0.4, 0.24, 0.2);
    contains(model_written(), "*L* = 20");
    contains(model_written(), "it bends near 20.");
    ck_assert(model_is_drawn(&analysis.optima[0]));
}
END_TEST

START_TEST(a_bend_beyond_what_was_measured_is_not_told)
{
    add_threads(0.8, 0.4, 0.2, 0.08);
    contains(model_written(), "with as many as 50 it has not met its floor.");
}
END_TEST

START_TEST(a_curve_that_does_not_fit_is_not_drawn)
{
    add_threads(0.8, 0.4, 0.6, 1.2);
    contains(model_written(), "does not fit its times");
    ck_assert(!model_is_drawn(&analysis.optima[0]));
}
END_TEST

TCase *model_tests(void)
{
    TCase *cases = new_case("model");

    tcase_add_test(cases, the_original_is_fitted_as_it_was_before);
    tcase_add_test(cases, points_on_the_curve_give_its_numbers_back);
    tcase_add_test(cases, the_bend_is_a_fourth_root);
    tcase_add_test(cases, times_that_rise_again_do_not_fit);
    tcase_add_test(cases, too_few_points_are_not_fitted);
    tcase_add_test(cases, a_floor_that_was_not_reached_is_far_below);
    tcase_add_test(cases, a_bend_within_what_was_measured_is_told);
    tcase_add_test(cases, a_bend_beyond_what_was_measured_is_not_told);
    tcase_add_test(cases, a_curve_that_does_not_fit_is_not_drawn);
    return cases;
}
