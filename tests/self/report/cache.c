/*
 * cache.c - the transcript of a cache, call by call.
 */
#include "report_tests.h"

#include "../../../report/records/transcript.h"

#include <string.h>

/* The transcript of calls that compute where `how` has a C and are served where it has an S. */
static struct transcript transcript_of(const char *how, const size_t counters[])
{
    struct transcript transcript;
    char text[1024] = "";

    for (size_t i = 0; how[i] != '\0'; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "Function called %zu times\n%s data...\nResult: %d\n", counters[i],
                 how[i] == 'C' ? "Calculating" : "Cached", i == 6 ? 6 : 5);
    transcript_parse(&transcript, text);
    return transcript;
}

static const char *cache_written(void (*write)(FILE *out, const struct transcript *transcript),
                                 const struct transcript *transcript)
{
    FILE *out = begin_said();

    write(out, transcript);
    return end_said(out);
}

static const size_t original_counters[] = {0, 1, 2, 3, 4, 1, 2, 3, 4, 1};

START_TEST(one_counter_cuts_a_life_short)
{
    struct transcript transcript = transcript_of("CSSSCSCSCS", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_CUT_SHORT);
    ck_assert_str_eq(cache_written(write_cache_headline, &transcript),
                     "One counter for all arguments cuts the second life of f(2, 3) short");
    contains(cache_written(write_cache, &transcript),
             "call 1 served 3 calls; the one computed at call 5 only 2");
    contains(cache_written(write_cache, &transcript), "it is what the original printed");
}
END_TEST

START_TEST(a_counter_for_each_argument_is_even)
{
    const size_t counters[] = {0, 1, 2, 3, 4, 1, 0, 2, 3, 4};
    struct transcript transcript = transcript_of("CSSSCSCSSC", counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_EVEN);
    ck_assert_str_eq(cache_written(write_cache_headline, &transcript),
                     "Every result that was computed again had served 3 calls");
    contains(cache_written(write_cache, &transcript), "From call 7 on, it is not what the original printed");
}
END_TEST

START_TEST(a_life_cut_short_for_no_reason_is_not_blamed_on_others)
{
    struct transcript transcript = transcript_of("CSCSSSCSSS", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_UNEVEN);
    contains(cache_written(write_cache_headline, &transcript), "no other call explains it");
}
END_TEST

START_TEST(a_cache_that_serves_nothing_is_told)
{
    struct transcript transcript = transcript_of("CCCCCCCCCC", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_NOTHING_SERVED);
}
END_TEST

START_TEST(what_is_no_transcript_is_not_read)
{
    struct transcript transcript;

    transcript_parse(&transcript, "build/solutions/cache/cache: Segmentation fault\n");
    ck_assert_uint_eq(transcript.count, 0);
    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_NO_TRANSCRIPT);
    transcript_parse(&transcript, "Function called 0 times\nThinking data...\nResult: 5\n");
    ck_assert_uint_eq(transcript.count, 0);
    transcript_parse(&transcript, "");
    ck_assert_uint_eq(transcript.count, 0);
}
END_TEST

TCase *cache_tests(void)
{
    TCase *cases = new_case("cache");

    tcase_add_test(cases, one_counter_cuts_a_life_short);
    tcase_add_test(cases, a_counter_for_each_argument_is_even);
    tcase_add_test(cases, a_life_cut_short_for_no_reason_is_not_blamed_on_others);
    tcase_add_test(cases, a_cache_that_serves_nothing_is_told);
    tcase_add_test(cases, what_is_no_transcript_is_not_read);
    return cases;
}
