/*
 * number_text.c - how numbers are printed.
 */
#include "number_text.h"

#include <math.h>
#include <stdio.h>

static struct number_text rounded(double value, int decimals)
{
    struct number_text result;

    if (isnan(value))
        snprintf(result.text, sizeof result.text, "–");
    else
        snprintf(result.text, sizeof result.text, "%.*f", decimals, value);
    return result;
}

struct number_text seconds_text(double seconds)
{
    return rounded(seconds, seconds >= 9.995 ? 1 : seconds >= 0.9995 ? 2 : 3);
}

struct number_text interval_text(struct interval interval)
{
    struct number_text result = seconds_text(NAN);

    if (!isnan(interval.low))
        snprintf(result.text, sizeof result.text, "%.20s – %.20s", seconds_text(interval.low).text,
                 seconds_text(interval.high).text);
    return result;
}

struct number_text ratio_text(double ratio)
{
    return rounded(ratio, ratio >= 9.95 ? 0 : ratio >= 1.995 ? 1 : 2);
}

struct number_text ratio_interval_text(struct interval interval)
{
    struct number_text result = ratio_text(NAN);

    if (!isnan(interval.low))
        snprintf(result.text, sizeof result.text, "%.20s to %.20s", ratio_text(interval.low).text,
                 ratio_text(interval.high).text);
    return result;
}

struct number_text factor_text(double ratio)
{
    return fabs(ratio - 1) < 0.1 ? rounded(ratio, 3) : ratio_text(ratio);
}

struct number_text factor_interval_text(struct interval interval)
{
    struct number_text result = factor_text(NAN);

    if (!isnan(interval.low))
        snprintf(result.text, sizeof result.text, "%.20s to %.20s", factor_text(interval.low).text,
                 factor_text(interval.high).text);
    return result;
}

struct number_text percent_text(double share)
{
    double percent = 100 * share;

    return rounded(percent, fabs(percent - round(percent)) < 0.05 ? 0 : 1);
}
