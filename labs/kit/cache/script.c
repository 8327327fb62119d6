/*
 * script.c - run a file of calls.
 */
#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../function.h"
#include "events.h"
#include "memory.h"
#include "results.h"
#include "value.h"

#define MAX_AT_ONCE 16
#define MAX_SHOWN   24 /* characters of a word in an error message */
#define BLANKS      " \t\r\n"

atomic_uint memory_countdown, memory_failures;

/* A name in the file. */
struct named {
    struct function *function; /* NULL if there is none */
    struct value_source source;
    unsigned generation; /* how many functions had this name so far */
    bool failed;         /* an allocation failed, so it does not exist */
};

/* One call, while it is made. */
struct call {
    struct function *function;
    unsigned char *args, *result;
    int error;
};

/* Memory that a call used. It is overwritten and kept, to show whether the lab kept a pointer to it. */
struct used {
    struct used *next;
    unsigned char bytes[];
};

struct reading {
    struct script *script;
    struct results results;
    size_t line;
    struct named named['z' + 1];
    struct used *used;
};

/* Report what is wrong with the line. Returns -1. */
__attribute__((format(printf, 2, 3))) static int complain(const struct reading *reading, const char *format,
                                                          ...)
{
    va_list arguments;

    fprintf(stderr, "%s, line %zu: ", reading->script->path, reading->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return -1;
}

/* --- Words --------------------------------------------------------------------------------------------- */

static struct named *find_named(struct reading *reading, const char *word)
{
    return word && isalpha((unsigned char)word[0]) && word[1] == '\0' ? &reading->named[(unsigned char)*word]
                                                                      : NULL;
}

static bool read_number(const char *word, unsigned *value)
{
    char *end;

    if (!word || !isdigit((unsigned char)word[0]))
        return false;
    errno = 0;
    unsigned long number = strtoul(word, &end, 10);
    *value = (unsigned)number;
    return errno == 0 && *end == '\0' && number == *value;
}

static int digit(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_bytes(const char *word, unsigned char *bytes, size_t size)
{
    if (strlen(word) != 2 * size)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = digit(word[2 * i]), low = digit(word[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

/* --- Decorating ---------------------------------------------------------------------------------------- */

/* Is it of the same kind as the function that it wraps, with a call and a release? */
static bool is_of_same_kind(const struct reading *reading, const char *decorator, const struct function *one,
                            const struct function *wrapped)
{
    if (!one->call || !one->release)
        complain(reading, "%s() returned a function whose %s is NULL", decorator,
                 one->call ? "release" : "call");
    else if (one->args_size != wrapped->args_size || one->result_size != wrapped->result_size)
        complain(reading,
                 "%s() returned a function with args_size %zu and result_size %zu; the wrapped function has "
                 "%zu and %zu",
                 decorator, one->args_size, one->result_size, wrapped->args_size, wrapped->result_size);
    else if (!one->name || strcmp(one->name, wrapped->name) != 0)
        complain(reading, "%s() returned a function whose name differs from the wrapped function's",
                 decorator);
    else
        return true;
    return false;
}

/* Decorate `function` once more. If that fails, release it. */
static struct function *decorate(struct reading *reading, struct named *named, struct function *function,
                                 const char *decorator, const char *number)
{
    struct function *(*make)(struct function *, unsigned) = NULL, *decorated = NULL;
    const struct function wrapped = *function;
    unsigned runs;

    if (strcmp(decorator, "cache") == 0)
        make = cache;
    else if (strcmp(decorator, "cache_per_arguments") == 0)
        make = cache_per_arguments;
    if (!make)
        complain(reading, "\"%s\" is neither cache nor cache_per_arguments", decorator);
    else if (!read_number(number, &runs))
        complain(reading, "%s: expected a whole number, got \"%s\"", decorator, number ? number : "");
    else
        decorated = make(function, runs);
    named->failed = atomic_exchange(&memory_failures, 0) > 0;
    if (make && !decorated && !named->failed)
        complain(reading, "%s() returned NULL instead of a function", decorator);
    if (!decorated)
        function->release(function);
    if (!decorated || is_of_same_kind(reading, decorator, decorated, &wrapped))
        return decorated;
    if (decorated->release)
        decorated->release(decorated);
    return NULL;
}

/* "= 8 100 cache 3 ...", after the name. */
static int define(struct reading *reading, struct named *named, char name, char **rest)
{
    unsigned args_size, result_size;
    bool sized = read_number(strtok_r(NULL, BLANKS, rest), &args_size) &&
                 read_number(strtok_r(NULL, BLANKS, rest), &result_size);
    char *decorator = strtok_r(NULL, BLANKS, rest);

    if (named->function)
        return complain(reading, "this name is taken");
    if (!sized || args_size == 0 || args_size > MAX_ARGUMENT_BYTES || result_size == 0 ||
        result_size > MAX_VALUE_BYTES)
        return complain(reading, "expected two sizes after \"=\", from 1 to %d and to %d", MAX_ARGUMENT_BYTES,
                        MAX_VALUE_BYTES);
    if (!decorator)
        return complain(reading, "expected a decorator after the sizes");
    named->source = (struct value_source){.server = reading->script->server, .note = events_note_question};
    snprintf(named->source.name, sizeof named->source.name, "%c%u", name, ++named->generation);
    named->failed = false;
    named->function = value_function(&named->source, args_size, result_size);
    if (!named->function)
        return complain(reading, "out of memory");
    for (; decorator && named->function; decorator = strtok_r(NULL, BLANKS, rest))
        named->function = decorate(reading, named, named->function, decorator, strtok_r(NULL, BLANKS, rest));
    if (named->failed)
        results_tell(&reading->results, reading->line, named->function ? 0 : ENOMEM, "!", "-");
    return named->function || named->failed ? 0 : -1;
}

/* --- Calling ------------------------------------------------------------------------------------------- */

static void *make_call(void *argument)
{
    struct call *call = argument;

    call->error = call->function->call(call->function, call->args, call->result);
    return NULL;
}

/* Make all these calls at the same time. */
static int make_calls(const struct reading *reading, struct call calls[], size_t count)
{
    pthread_t threads[MAX_AT_ONCE];
    size_t started = 0;

    while (started < count && pthread_create(&threads[started], NULL, make_call, &calls[started]) == 0)
        started++;
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started == count ? 0 : complain(reading, "cannot start more threads");
}

/* A separate block of `size` bytes, so that a sanitizer knows its end. Returns NULL without memory. */
static unsigned char *take_memory(struct reading *reading, size_t size)
{
    struct used *used = malloc(sizeof *used + size);

    if (!used)
        return NULL;
    used->next = reading->used;
    reading->used = used;
    return used->bytes;
}

static void free_memory(struct reading *reading)
{
    for (struct used *used = reading->used, *next; used; used = next) {
        next = used->next;
        free(used);
    }
}

static void tell_call(struct reading *reading, const struct call *call, const char *events)
{
    char digits[2 * MAX_VALUE_BYTES + 1] = "-";

    for (size_t i = 0; call->error == 0 && i < call->function->result_size; i++)
        sprintf(digits + 2 * i, "%02x", call->result[i]);
    results_tell(&reading->results, reading->line, call->error, events, digits);
    if (call->error)
        reading->script->any_error = true;
}

static void overwrite(struct call *call)
{
    memset(call->args, '?', call->function->args_size);
    memset(call->result, '?', call->function->result_size);
}

/* Make one call `times` times, and write the arguments again each time. */
static void call_times(struct reading *reading, struct call *call, unsigned times)
{
    unsigned char args[MAX_ARGUMENT_BYTES];

    memcpy(args, call->args, call->function->args_size);
    for (unsigned i = 0; i < times; i++) {
        memcpy(call->args, args, call->function->args_size);
        events_begin();
        make_call(call);
        for (unsigned failed = atomic_exchange(&memory_failures, 0); failed > 0; failed--)
            events_note_failure();
        tell_call(reading, call, events_text());
        overwrite(call);
    }
}

static int call_at_once(struct reading *reading, struct call calls[], size_t count)
{
    events_begin();
    if (make_calls(reading, calls, count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        tell_call(reading, &calls[i], i == 0 ? events_text() : "-");
        overwrite(&calls[i]);
    }
    return 0;
}

/* Add a call of `named` with the arguments `word`. */
static int add_call(struct reading *reading, struct call calls[], size_t *count, const struct named *named,
                    const char *word)
{
    struct call *call = &calls[*count];

    if (*count == MAX_AT_ONCE)
        return complain(reading, "more than %d calls at once", MAX_AT_ONCE);
    call->function = named->function;
    call->args = take_memory(reading, named->function->args_size);
    call->result = take_memory(reading, named->function->result_size);
    if (!call->args || !call->result)
        return complain(reading, "out of memory");
    memset(call->result, '?', named->function->result_size);
    ++*count;
    if (!read_bytes(word, call->args, named->function->args_size))
        return complain(reading, "expected %zu bytes in hexadecimal digits, got \"%.*s\"",
                        named->function->args_size, MAX_SHOWN, word);
    return 0;
}

/* Make the calls of a line. The first function is `named`, and its arguments are `word`. */
static int call_all(struct reading *reading, const struct named *named, char *word, char **rest)
{
    struct call calls[MAX_AT_ONCE];
    unsigned times = 0;
    size_t count = 0;

    for (; word; word = strtok_r(NULL, BLANKS, rest)) {
        if (find_named(reading, word))
            named = find_named(reading, word);
        else if (word[0] == 'x' && read_number(word + 1, &times))
            continue;
        else if (!named->function)
            return complain(reading, "call of a function that is not decorated");
        else if (add_call(reading, calls, &count, named, word) != 0)
            return -1;
    }
    if (count == 1)
        call_times(reading, &calls[0], times ? times : 1);
    else if (times)
        return complain(reading, "calls at once cannot be repeated");
    return count > 1 ? call_at_once(reading, calls, count) : 0;
}

/* --- Lines --------------------------------------------------------------------------------------------- */

static int release(struct reading *reading, struct named *named)
{
    char text[32];

    if (!named || (!named->function && !named->failed))
        return complain(reading, "no function of that name to release");
    if (named->function)
        named->function->release(named->function);
    named->function = NULL;
    named->failed = false;
    snprintf(text, sizeof text, "released %u", named->source.releases);
    results_tell(&reading->results, reading->line, 0, "-", text);
    return 0;
}

static int set_error(const struct reading *reading, struct named *named, const char *word)
{
    unsigned error;

    if (!named || !read_number(word, &error))
        return complain(reading, "expected a name and a number after \"error\"");
    named->source.error = (int)error;
    return 0;
}

static int set_memory(const struct reading *reading, const char *word)
{
    unsigned number;

    if (!read_number(word, &number))
        return complain(reading, "expected a number after \"memory\"");
    memory_countdown = number;
    return 0;
}

static int do_line(struct reading *reading, char *line)
{
    char *rest, *first = strtok_r(line, BLANKS, &rest);

    if (!first || *first == '#')
        return 0;
    char *second = strtok_r(NULL, BLANKS, &rest);
    if (strcmp(first, "error") == 0)
        return set_error(reading, find_named(reading, second), strtok_r(NULL, BLANKS, &rest));
    if (strcmp(first, "memory") == 0)
        return set_memory(reading, second);
    if (strcmp(first, "release") == 0)
        return release(reading, find_named(reading, second));
    struct named *named = find_named(reading, first);
    if (!named)
        return complain(reading, "expected a name of one letter, error, memory or release, got \"%.*s\"",
                        MAX_SHOWN, first);
    if (!second)
        return complain(reading, "nothing follows \"%s\"", first);
    if (strcmp(second, "=") == 0)
        return define(reading, named, first[0], &rest);
    if (!named->function)
        return complain(reading, "\"%s\" has not been decorated yet", first);
    return call_all(reading, named, second, &rest);
}

int script_run(struct script *script)
{
    struct reading reading = {.script = script, .results = {.file = script->results}};
    FILE *file = fopen(script->path, "re");
    char *line = NULL;
    size_t size = 0;
    int failed = 0;

    if (!file) {
        fprintf(stderr, "cannot read %s: %s\n", script->path, strerror(errno));
        return -1;
    }
    while (!failed && getline(&line, &size, file) >= 0) {
        reading.line++;
        failed = do_line(&reading, line);
    }
    if (!failed && ferror(file)) {
        fprintf(stderr, "cannot read %s: %s\n", script->path, strerror(errno));
        failed = -1;
    }
    free(line);
    fclose(file);
    results_end(&reading.results);
    for (size_t i = 0; i < sizeof reading.named / sizeof reading.named[0]; i++)
        if (reading.named[i].function)
            reading.named[i].function->release(reading.named[i].function);
    free_memory(&reading);
    value_disconnect();
    return failed;
}
