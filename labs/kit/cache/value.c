/*
 * value.c - a function that asks the mock server.
 */
#include "value.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../http_only.h"

#define LONGEST_WAIT 30L /* seconds, for an answer; far more than a loaded machine needs */

struct value_function {
    struct function function; /* first, so that a pointer to it is one to the whole */
    const char *server;
    unsigned *releases;
};

static atomic_bool is_broken;

void value_break(bool broken)
{
    is_broken = broken;
}

/* libcurl's write callback. What does not fit is left out; the last byte stays zero. */
static size_t keep_text(char *bytes, size_t size, size_t count, void *context)
{
    struct value *value = context;
    size_t kept = strlen(value->text);

    for (size_t i = 0; i < size * count && kept + 1 < sizeof value->text; i++)
        value->text[kept++] = bytes[i];
    return size * count;
}

/* An error number. Each call has a handle of its own, so that any thread may call. */
static int get(const char *address, struct value *value)
{
    CURL *curl = curl_easy_init();
    long status = 0;

    if (!curl)
        return ENOMEM;
    curl_easy_setopt(curl, CURLOPT_URL, address);
    http_only(curl);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, LONGEST_WAIT);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_text);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, value);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    value->text[strcspn(value->text, "\r\n")] = '\0';
    if (code == CURLE_OK && status == 200)
        return 0;
    return code == CURLE_OK && status == 404 ? ENOENT : EIO;
}

static int call_value(struct function *self, const void *args, void *result)
{
    const struct value_function *function = (const struct value_function *)self;
    const struct pair *pair = args;
    struct value *value = result;
    char *address;

    memset(value, 0, sizeof *value);
    if (asprintf(&address, "%s/%s/%ld,%ld", function->server, is_broken ? "no-value" : "value", pair->first,
                 pair->second) < 0)
        return ENOMEM;
    int error = get(address, value);
    free(address);
    return error;
}

static void release_value(struct function *self)
{
    struct value_function *function = (struct value_function *)self;

    ++*function->releases;
    free(function);
}

struct function *value_function(const char *server, unsigned *releases)
{
    struct value_function *function = calloc(1, sizeof *function);

    if (!function)
        return NULL;
    *function = (struct value_function){
        .function =
            {
                .name = "value",
                .args_size = sizeof(struct pair),
                .result_size = sizeof(struct value),
                .call = call_value,
                .release = release_value,
            },
        .server = server,
        .releases = releases,
    };
    return &function->function;
}
