/*
 * machine.c - machine, versions and settings of a run.
 */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* The text after `key` and its separators on the first line that begins with `key`; false if none does. */
static int value_in(FILE *stream, const char *key, char *value, size_t size)
{
    char line[256];

    while (stream && fgets(line, sizeof line, stream)) {
        if (strncmp(line, key, strlen(key)) == 0) {
            const char *begin = line + strlen(key) + strspn(line + strlen(key), " \t:=\"");
            snprintf(value, size, "%.*s", (int)strcspn(begin, "\"\n"), begin);
            return 1;
        }
    }
    return 0;
}

static void set_from_file(struct facts *facts, const char *name, const char *path, const char *key)
{
    char value[128] = "unknown";
    FILE *file = fopen(path, "r");

    value_in(file, key, value, sizeof value);
    if (file)
        fclose(file);
    facts_set(facts, name, "%s", value);
}

static void set_from_command(struct facts *facts, const char *name, const char *command)
{
    char value[128] = "unknown";
    FILE *stream = popen(command, "r");

    value_in(stream, "", value, sizeof value);
    if (stream)
        pclose(stream);
    facts_set(facts, name, "%s", value);
}

static void set_machine(struct facts *facts)
{
    struct utsname name = {.sysname = "unknown"};
    double load = 0;

    set_from_file(facts, "processor", "/proc/cpuinfo", "model name");
    facts_set(facts, "cores", "%ld", sysconf(_SC_NPROCESSORS_ONLN));
    facts_set(facts, "memory", "%.0f GiB",
              (double)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE) / (1 << 30));
    set_from_file(facts, "system", "/etc/os-release", "PRETTY_NAME");
    uname(&name);
    facts_set(facts, "kernel", "%s %s", name.sysname, name.release);
    getloadavg(&load, 1);
    facts_set(facts, "load", "%.2f", load);
    facts_set(facts, "files", "%s", access("/dev/shm", W_OK) == 0 ? "memory (/dev/shm)" : "a disk");
}

static void set_date(struct facts *facts)
{
    time_t now = time(NULL);
    struct tm date;
    char text[32];

    gmtime_r(&now, &date);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &date);
    facts_set(facts, "date", "%s", text);
    facts_set(facts, "epoch", "%lld", (long long)now);
}

/* Record the settings of the experiments besides the numbers of workers. */
static void set_experiments(struct facts *facts, const struct profile *profile)
{
    char times[100] = "";

    for (const size_t *one = profile->work.times; *one > 0; one++)
        snprintf(times + strlen(times), sizeof times - strlen(times), "%s %zu", times[0] ? "," : "", *one);
    facts_set(facts, "reuse", "%zu images at %zu ms and %zu ms to connect", profile->reuse.images,
              profile->reuse.latency_ms, profile->reuse.connect_ms);
    facts_set(facts, "reuse_images", "%zu", profile->reuse.images);
    facts_set(facts, "reuse_latency_ms", "%zu", profile->reuse.latency_ms);
    facts_set(facts, "work", "%zu images;%s times", profile->work.images, times);
    facts_set(facts, "work_images", "%zu", profile->work.images);
}

void facts_collect(struct facts *facts, const struct profile *profile, uint64_t seed)
{
    *facts = (struct facts){0};
    facts_set(facts, "profile", "%s", profile->name);
    facts_set(facts, "purpose", "%s", profile->purpose);
    facts_set(facts, "images", "%zu", profile->images);
    facts_set(facts, "image_kib", "%g", profile->image_bytes / 1024.0);
    facts_set(facts, "latency_ms", "%zu", profile->latency_ms);
    facts_set(facts, "cycles", "%zu", profile->cycles);
    set_experiments(facts, profile);
    facts_set(facts, "seed", "%llu", (unsigned long long)seed);
    set_date(facts);
    set_machine(facts);
    facts_set(facts, "compiler", "gcc %s", __VERSION__);
    set_from_command(facts, "libcurl", "pkg-config --modversion libcurl 2>&1");
    set_from_command(facts, "libmicrohttpd", "pkg-config --modversion libmicrohttpd 2>&1");
}
