/*
 * json.c - rounding, and the few shapes of facts.json.
 */
#include "json.h"

#include <err.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static cJSON *have(cJSON *item)
{
    if (!item)
        errx(EXIT_FAILURE, "no memory for facts.json");
    return item;
}

cJSON *put_object(cJSON *object, const char *name)
{
    return have(cJSON_AddObjectToObject(object, name));
}

cJSON *put_list(cJSON *object, const char *name)
{
    return have(cJSON_AddArrayToObject(object, name));
}

cJSON *add_object(cJSON *list)
{
    cJSON *item = have(cJSON_CreateObject());

    cJSON_AddItemToArray(list, item);
    return item;
}

void put_text(cJSON *object, const char *name, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    have(cJSON_AddStringToObject(object, name, text));
}

void put_flag(cJSON *object, const char *name, bool flag)
{
    have(cJSON_AddBoolToObject(object, name, flag));
}

void put_count(cJSON *object, const char *name, size_t count)
{
    put_text(object, name, "%zu", count);
}

static struct number_text rounded(double value, int decimals)
{
    struct number_text result;

    if (isfinite(value))
        snprintf(result.text, sizeof result.text, "%.*f", decimals, value);
    else
        snprintf(result.text, sizeof result.text, "–");
    return result;
}

struct number_text seconds_text(double seconds)
{
    return rounded(seconds, seconds >= 9.995 ? 1 : seconds >= 0.9995 ? 2 : 3);
}

struct number_text ratio_text(double ratio)
{
    if (fabs(ratio - 1) < 0.1)
        return rounded(ratio, 3);
    return rounded(ratio, ratio >= 9.95 ? 0 : ratio >= 1.995 ? 1 : 2);
}

void put_seconds(cJSON *object, const char *name, double seconds)
{
    put_text(object, name, "%s", seconds_text(seconds).text);
}

void put_interval(cJSON *object, const char *name, struct interval interval)
{
    char part[48];

    snprintf(part, sizeof part, "%s_low", name);
    put_seconds(object, part, interval.low);
    snprintf(part, sizeof part, "%s_high", name);
    put_seconds(object, part, interval.high);
}

void put_ratio(cJSON *object, const char *name, double ratio)
{
    put_text(object, name, "%s", ratio_text(ratio).text);
}

void put_percent(cJSON *object, const char *name, double share)
{
    double percent = 100 * share;

    put_text(object, name, "%s", rounded(percent, fabs(percent - round(percent)) < 0.05 ? 0 : 1).text);
}

void put_comparison(cJSON *object, const char *name, const struct comparison *comparison)
{
    cJSON *item = put_object(object, name);

    put_flag(item, "faster", comparison->verdict == VERDICT_FASTER);
    put_flag(item, "slower", comparison->verdict == VERDICT_SLOWER);
    put_flag(item, "undecided", comparison->verdict == VERDICT_UNDECIDED);
    put_flag(item, "few", comparison->verdict == VERDICT_TOO_FEW);
    put_ratio(item, "ratio", comparison->ratio);
    put_ratio(item, "low", comparison->interval.low);
    put_ratio(item, "high", comparison->interval.high);
    /* The inverse: how many times as long it takes. */
    put_ratio(item, "longer", 1 / comparison->ratio);
    put_ratio(item, "longer_low", 1 / comparison->interval.high);
    put_ratio(item, "longer_high", 1 / comparison->interval.low);
    put_text(item, "p", "%.3f", comparison->p);
    put_text(item, "n", "%zu against %zu", comparison->count, comparison->other_count);
}
