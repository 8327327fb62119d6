/*
 * text.c - words, numbers and labels.
 */
#include "report_tests.h"

#include "../../../report/plotting/plot_values.h"
#include "../../../report/writing/number_text.h"
#include "../../../report/writing/words.h"

START_TEST(words_take_the_place_of_their_names)
{
    struct words words = {.count = 0};
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    words_add(&words, "who", "threads");
    ck_assert_int_eq(words_expand(&words, "{{who}} and {{who}}.", out), 0);
    fclose(out);
    ck_assert_str_eq(text, "threads and threads.");
    words_free(&words);
}
END_TEST

START_TEST(an_unknown_word_is_named)
{
    struct words words = {.count = 0};
    char text[64] = "", said[200];
    FILE *out = fmemopen(text, sizeof text, "w"), *taken;

    words_add(&words, "who", "threads");
    int errors = take_errors(&taken);
    ck_assert_int_eq(words_expand(&words, "{{wh}}", out), -1);
    end_of_errors(errors, taken, said, sizeof said);
    contains(said, "unknown placeholder {{wh}}");
    fclose(out);
    words_free(&words);
}
END_TEST

START_TEST(a_text_for_gnuplot_is_escaped)
{
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    plot_text(out, "headline", "it's a_b");
    fclose(out);
    ck_assert_str_eq(text, "headline = 'it''s a\\_b'\n");
}
END_TEST

START_TEST(an_axis_bears_its_unit_once)
{
    char text[128] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    plot_second_ticks(out, "ticks", 0.4, 6);
    fclose(out);
    ck_assert_str_eq(text, "ticks = \"('0.5' 0.5, '1' 1, '2' 2, '5 s' 5)\"\n");
}
END_TEST

START_TEST(a_factor_near_one_has_three_decimals)
{
    ck_assert_str_eq(factor_text(1.0042).text, "1.004");
    ck_assert_str_eq(factor_text(0.98).text, "0.980");
    ck_assert_str_eq(factor_text(1.42).text, "1.42");
    ck_assert_str_eq(factor_text(12.3).text, "12");
}
END_TEST

TCase *text_tests(void)
{
    TCase *cases = new_case("text");

    tcase_add_test(cases, words_take_the_place_of_their_names);
    tcase_add_test(cases, an_unknown_word_is_named);
    tcase_add_test(cases, a_text_for_gnuplot_is_escaped);
    tcase_add_test(cases, an_axis_bears_its_unit_once);
    tcase_add_test(cases, a_factor_near_one_has_three_decimals);
    return cases;
}
