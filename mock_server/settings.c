#include "settings.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_IMAGE_BYTES = 16 << 20 };

static const uint64_t MAX_CATALOGUE_BYTES = UINT64_C(4) << 30;
static const double MAX_DELAY = 3600 * 1000.0;

static int set_unsigned(unsigned *place, const char *value, const char *what, uint64_t high,
                        struct refusal *refusal)
{
    uint64_t number;

    if (parse_number(value, what, 0, high, &number, refusal) != 0)
        return -1;
    *place = (unsigned)number;
    return 0;
}

static int set_port(struct settings *settings, char *value, struct refusal *refusal)
{
    return set_unsigned(&settings->port, value, "port", 65535, refusal);
}

static int set_images(struct settings *settings, char *value, struct refusal *refusal)
{
    return set_unsigned(&settings->images, value, "images", MAX_IMAGES, refusal);
}

/* A single size must be large enough for a picture. Sizes of a range may be smaller. */
static int set_image_bytes(struct settings *settings, char *value, struct refusal *refusal)
{
    uint64_t lowest = strchr(value, '-') != NULL ? 0 : MIN_PICTURE_BYTES;
    uint64_t least, most;

    if (parse_range(value, "image-bytes", lowest, MAX_IMAGE_BYTES, &least, &most, refusal) != 0)
        return -1;
    settings->least_image_bytes = least;
    settings->image_bytes = most;
    return 0;
}

void settings_size_text(const struct settings *settings, char text[SIZE_TEXT])
{
    if (settings->least_image_bytes == settings->image_bytes)
        snprintf(text, SIZE_TEXT, "%zu", settings->image_bytes);
    else
        snprintf(text, SIZE_TEXT, "%zu-%zu", settings->least_image_bytes, settings->image_bytes);
}

static int set_seed(struct settings *settings, char *value, struct refusal *refusal)
{
    return parse_number(value, "seed", 0, UINT64_MAX, &settings->seed, refusal);
}

/* Parse "7", "1-50" or "*" (all images). `name` is the setting for the error message. */
static int parse_images(struct settings *settings, char *text, const char *name, uint64_t *first,
                        uint64_t *last, struct refusal *refusal)
{
    char what[32];

    if (strcmp(text, "*") == 0) {
        *first = 1;
        *last = settings->started ? settings->images : MAX_IMAGES;
        return 0;
    }
    snprintf(what, sizeof what, "%s: the image", name);
    if (parse_range(text, what, 1, MAX_IMAGES, first, last, refusal) != 0)
        return -1;
    if (settings->started && *last > settings->images)
        return refuse(refusal, "%s: expected images from 1 to %u, got %ju", name, settings->images,
                      (uintmax_t)*last);
    if (*last > settings->last_named)
        settings->last_named = (unsigned)*last;
    return 0;
}

/* Parse the two numbers of uniform:LOW:HIGH or lognormal:MEDIAN:SIGMA. */
static int parse_pair(char *text, double high_second, struct latency *latency, struct refusal *refusal)
{
    char *second = strchr(text, ':');

    if (!second)
        return refuse(refusal, "latency: expected two numbers with a colon, got \"%s\"", text);
    *second++ = '\0';
    if (parse_decimal(text, "latency", MAX_DELAY, &latency->first, refusal) != 0)
        return -1;
    return parse_decimal(second, "latency", high_second, &latency->second, refusal);
}

static int parse_latency(char *value, struct latency *latency, struct refusal *refusal)
{
    static const char UNIFORM[] = "uniform:", LOGNORMAL[] = "lognormal:";

    if (strncmp(value, LOGNORMAL, strlen(LOGNORMAL)) == 0) {
        latency->kind = LATENCY_LOGNORMAL;
        return parse_pair(value + strlen(LOGNORMAL), 5, latency, refusal);
    }
    if (strncmp(value, UNIFORM, strlen(UNIFORM)) != 0) {
        latency->kind = LATENCY_FIXED;
        return parse_decimal(value, "latency", MAX_DELAY, &latency->first, refusal);
    }
    latency->kind = LATENCY_UNIFORM;
    if (parse_pair(value + strlen(UNIFORM), MAX_DELAY, latency, refusal) != 0)
        return -1;
    if (latency->first > latency->second)
        return refuse(refusal, "latency: expected the smaller number first, got uniform:%g:%g",
                      latency->first, latency->second);
    return 0;
}

/* Without IMAGES this is the latency of all images that have no other one. */
static int set_latency(struct settings *settings, char *value, struct refusal *refusal)
{
    char *rest = value + strspn(value, "0123456789-*");
    bool named = rest != value && (*rest == ' ' || *rest == ':');
    struct latency latency = {.kind = LATENCY_UNSET};
    uint64_t first, last;

    if (named)
        *rest++ = '\0';
    if ((!named || strcmp(rest, "none") != 0) && parse_latency(named ? rest : value, &latency, refusal) != 0)
        return -1;
    if (!named) {
        settings->latency = latency;
        return 0;
    }
    if (parse_images(settings, value, "latency", &first, &last, refusal) != 0)
        return -1;
    for (uint64_t image = first; image <= last; image++)
        settings->latencies[image] = latency;
    return 0;
}

bool settings_latency_equal(const struct latency *one, const struct latency *other)
{
    return one->kind == other->kind && one->first == other->first && one->second == other->second;
}

void settings_latency_text(const struct latency *latency, char text[LATENCY_TEXT])
{
    static const char *const NAMES[] = {[LATENCY_UNIFORM] = "uniform", [LATENCY_LOGNORMAL] = "lognormal"};

    if (latency->kind == LATENCY_FIXED)
        snprintf(text, LATENCY_TEXT, "%.15g", latency->first);
    else
        snprintf(text, LATENCY_TEXT, "%s:%.15g:%.15g", NAMES[latency->kind], latency->first, latency->second);
}

static int set_connect_cost(struct settings *settings, char *value, struct refusal *refusal)
{
    return parse_decimal(value, "connect-cost", MAX_DELAY, &settings->connect_cost, refusal);
}

static int set_capacity(struct settings *settings, char *value, struct refusal *refusal)
{
    return set_unsigned(&settings->capacity, value, "capacity", UINT32_MAX, refusal);
}

static int set_bandwidth(struct settings *settings, char *value, struct refusal *refusal)
{
    return parse_number(value, "bandwidth", 0, UINT64_C(1) << 40, &settings->bandwidth, refusal);
}

static int set_shared_bandwidth(struct settings *settings, char *value, struct refusal *refusal)
{
    return parse_number(value, "shared-bandwidth", 0, UINT64_C(1) << 40, &settings->shared_bandwidth,
                        refusal);
}

static int set_ledger(struct settings *settings, char *value, struct refusal *refusal)
{
    if (strlen(value) + sizeof(".tmp") > sizeof settings->ledger)
        return refuse(refusal, "ledger: expected a file name of less than %zu bytes, got %zu",
                      sizeof settings->ledger - sizeof(".tmp"), strlen(value));
    strcpy(settings->ledger, value);
    return 0;
}

static int set_fault(struct settings *settings, char *value, struct refusal *refusal)
{
    enum { MAX_WORDS = 7 };
    char *words[MAX_WORDS], *rest = NULL;
    unsigned count = 0;
    uint64_t first, last;
    struct fault fault;

    /* A control line has blanks, an option has colons. */
    for (char *word = strtok_r(value, " :", &rest); word && count < MAX_WORDS;
         word = strtok_r(NULL, " :", &rest))
        words[count++] = word;
    if (count < 2)
        return refuse(refusal, "fault: expected IMAGES KIND, got %u words", count);
    if (fault_parse(&fault, words + 1, count - 1, refusal) != 0 ||
        parse_images(settings, words[0], "fault", &first, &last, refusal) != 0)
        return -1;
    for (uint64_t image = first; image <= last; image++)
        settings->faults[image] = fault;
    return 0;
}

static const struct setting {
    const char *name, *argument, *help;
    int (*set)(struct settings *settings, char *value, struct refusal *refusal);
    bool before_start;
} table[SETTING_COUNT] = {
    {"port", "N", "port on 127.0.0.1 (default 0: a free one)", set_port, true},
    {"images", "N", "number of pictures (default 200)", set_images, true},
    {"image-bytes", "N", "size of each picture, at least 1024, or LOW-HIGH (default 20480)", set_image_bytes,
     true},
    {"seed", "N", "seed of pictures and random delays (default 1)", set_seed, true},
    {"latency", "MS",
     "delay before the first byte; also uniform:LOW:HIGH, lognormal:MEDIAN:SIGMA, IMAGES:MS (default 0)",
     set_latency, false},
    {"connect-cost", "MS", "extra delay of the first request on a connection (default 0)", set_connect_cost,
     false},
    {"capacity", "N", "requests that it works on at once; others queue (default 0: unlimited)", set_capacity,
     false},
    {"bandwidth", "BYTES", "bytes per second on each connection (default 0: unlimited)", set_bandwidth,
     false},
    {"shared-bandwidth", "BYTES", "bytes per second of all connections together (default 0: unlimited)",
     set_shared_bandwidth, false},
    {"fault", "IMAGES:KIND[:ARG]",
     "what goes wrong: status:CODE, fail:K, redirect, truncated, reset, stall, ...", set_fault, false},
    {"ledger", "FILE", "file for the ledger, the table of all requests", set_ledger, false},
};

const char *settings_name(size_t index)
{
    return table[index].name;
}

void settings_help(FILE *out)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        int column = fprintf(out, "  --%s %s", table[i].name, table[i].argument);

        fprintf(out, "%*s%s\n", 29 - column, "", table[i].help);
    }
}

static const struct setting *find_setting(const char *name)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

bool settings_known(const char *name)
{
    return find_setting(name) != NULL;
}

void settings_default(struct settings *settings)
{
    settings->images = 200;
    settings->image_bytes = settings->least_image_bytes = 20480;
    settings->seed = 1;
    settings->latency.kind = LATENCY_FIXED;
}

int settings_apply(struct settings *settings, const char *name, const char *value, struct refusal *refusal)
{
    const struct setting *setting = find_setting(name);
    char *copy;
    int result;

    if (!setting)
        return refuse(refusal, "expected a setting of mock_server --help, got \"%s\"", name);
    if (settings->started && setting->before_start)
        return refuse(refusal, "%s: expected before \"start\"; it cannot change later", name);
    if (!value || *value == '\0')
        return refuse(refusal, "%s: expected %s, got nothing", name, setting->argument);
    copy = strdup(value); /* the setters change it */
    if (!copy)
        return refuse(refusal, "%s: no memory", name);
    result = setting->set(settings, copy, refusal);
    free(copy);
    return result;
}

int settings_check(const struct settings *settings, struct refusal *refusal)
{
    if ((uint64_t)settings->images * settings->image_bytes > MAX_CATALOGUE_BYTES)
        return refuse(refusal, "images, image-bytes: expected at most 4 GiB, got %u images of %zu bytes",
                      settings->images, settings->image_bytes);
    if (settings->last_named > settings->images)
        return refuse(refusal, "fault, latency: expected images from 1 to %u, got %u", settings->images,
                      settings->last_named);
    return 0;
}
