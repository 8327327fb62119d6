/*
 * value.c - a function that asks the mock server.
 */
#include "value.h"

#include <curl/curl.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../http_only.h"

#define LONGEST_WAIT 30L /* seconds for a reply; far more than a loaded machine needs */

/* A very long name, in case the lab has too little room for it. */
#define VALUE_NAME                                                                                   \
    "value of the mock server, which gives a new one for each request, whatever the arguments are, " \
    "and never the same one twice"

struct value_function {
    struct function function; /* first, so that a pointer to it points to the whole struct */
    struct value_source *source;
};

struct answer {
    char text[64];
    size_t length;
};

/* The first thread keeps its handle and its connection, because a new one would take most of a call's time.
 * Other threads make a handle for each call. A shared handle would need a lock, and that lock would hide a
 * missing lock of the lab. */
static CURL *kept;

static bool is_first_thread(void)
{
    return gettid() == getpid();
}

static CURL *take_handle(void)
{
    CURL *handle = is_first_thread() ? kept : NULL;

    return handle ? handle : curl_easy_init();
}

static void give_back(CURL *handle)
{
    if (is_first_thread())
        kept = handle;
    else
        curl_easy_cleanup(handle);
}

void value_disconnect(void)
{
    curl_easy_cleanup(kept);
    kept = NULL;
}

/* libcurl's write callback. It drops bytes that do not fit; the last byte stays zero. */
static size_t keep_text(char *bytes, size_t size, size_t count, void *context)
{
    struct answer *answer = context;

    for (size_t i = 0; i < size * count && answer->length + 1 < sizeof answer->text; i++)
        answer->text[answer->length++] = bytes[i];
    return size * count;
}

/* Returns the status of the reply, or 0 without a reply. */
static long get(const char *address, struct answer *answer)
{
    CURL *curl = take_handle();
    long status = 0;

    if (!curl)
        return 0;
    curl_easy_setopt(curl, CURLOPT_URL, address);
    http_only(curl);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, LONGEST_WAIT);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_text);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    give_back(curl);
    return status;
}

/*
 * Digits of the arguments. If their size is a multiple of eight bytes, read them as numbers of eight bytes,
 * as most functions do. Then a sanitizer finds a caller that passes arguments without alignment.
 */
static void write_digits(const void *args, size_t size, char *digits)
{
    const unsigned char *bytes = args;
    const uint64_t *numbers = args;

    for (size_t i = 0; i < size; i++) {
        unsigned char byte = bytes[i];
        if (size % sizeof *numbers == 0)
            memcpy(&byte, (unsigned char *)&(uint64_t){numbers[i / sizeof *numbers]} + i % sizeof *numbers,
                   1);
        sprintf(digits + 2 * i, "%02x", byte);
    }
    digits[2 * size] = '\0';
}

static int call_value(struct function *self, const void *args, void *result)
{
    const struct value_function *function = (const struct value_function *)self;
    const struct value_source *source = function->source;
    int error = source->error;
    char digits[2 * MAX_ARGUMENT_BYTES + 1], address[2 * MAX_ARGUMENT_BYTES + 256];
    struct answer answer = {.length = 0};
    uint64_t number;

    source->note();
    write_digits(args, self->args_size, digits);
    snprintf(address, sizeof address, "%s/%s/%s/%s", source->server, error ? "no-value" : "value",
             source->name, digits);
    memset(result, VALUE_RUBBISH, (self->result_size + 1) / 2);
    long status = get(address, &answer);
    if (error && status == 404)
        return error;
    if (error || status != 200 || sscanf(answer.text, "%*u %" SCNx64, &number) != 1)
        return EIO;
    value_bytes(number, result, self->result_size);
    return 0;
}

static void release_value(struct function *self)
{
    struct value_function *function = (struct value_function *)self;

    function->source->releases++;
    free(function);
}

struct function *value_function(struct value_source *source, size_t args_size, size_t result_size)
{
    struct value_function *function = calloc(1, sizeof *function);

    if (!function)
        return NULL;
    *function = (struct value_function){
        .function =
            {
                .name = VALUE_NAME,
                .args_size = args_size,
                .result_size = result_size,
                .call = call_value,
                .release = release_value,
            },
        .source = source,
    };
    return &function->function;
}
