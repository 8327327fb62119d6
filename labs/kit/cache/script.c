/*
 * script.c - do what a file of calls says.
 */
#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../function.h"
#include "value.h"

#define MOST_AT_ONCE 16
#define BLANKS       " \t\r\n"

/* One call, while it is made. */
struct call {
    struct function *function;
    struct pair pair;
    struct value value;
    int error;
};

/* A name in the file. */
struct named {
    struct function *function; /* NULL where there is none */
    unsigned releases;         /* how often what it wraps has been released */
};

struct reading {
    struct script *script;
    size_t line;
    struct named named['z' + 1];
};

/* Say what is wrong with the line. Returns -1. */
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

static struct named *find_named(struct reading *reading, const char *word)
{
    return word && isalpha((unsigned char)word[0]) && word[1] == '\0' ? &reading->named[(unsigned char)*word]
                                                                      : NULL;
}

static bool read_runs(const char *word, unsigned *runs)
{
    char *end;

    if (!word || !isdigit((unsigned char)word[0]))
        return false;
    errno = 0;
    unsigned long number = strtoul(word, &end, 10);
    *runs = (unsigned)number;
    return errno == 0 && *end == '\0' && number == *runs;
}

static bool read_pair(const char *word, struct pair *pair)
{
    char *end;

    errno = 0;
    memset(pair, 0, sizeof *pair);
    pair->first = strtol(word, &end, 10);
    if (end == word || *end != ',')
        return false;
    word = end + 1;
    pair->second = strtol(word, &end, 10);
    return errno == 0 && end != word && *end == '\0';
}

/* Is it one that can be called, released, and decorated again: of the kind of what it wraps? */
static bool is_of_same_kind(const struct reading *reading, const char *decorator, const struct function *one,
                            const struct function *wrapped)
{
    if (!one->call || !one->release)
        complain(reading, "%s() returned a function whose %s is NULL", decorator,
                 one->call ? "release" : "call");
    else if (one->args_size != wrapped->args_size || one->result_size != wrapped->result_size)
        complain(
            reading,
            "%s() returned a function of args_size %zu and result_size %zu; what it wraps has %zu and %zu",
            decorator, one->args_size, one->result_size, wrapped->args_size, wrapped->result_size);
    else if (!one->name || strcmp(one->name, wrapped->name) != 0)
        complain(reading, "%s() returned a function that is not named \"%s\", as what it wraps", decorator,
                 wrapped->name);
    else
        return true;
    return false;
}

/* Decorate `function` once more. It is released where that cannot be done. */
static struct function *decorate(const struct reading *reading, struct function *function,
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
    else if (!read_runs(number, &runs))
        complain(reading, "%s takes a whole number, not \"%s\"", decorator, number ? number : "");
    else if (!(decorated = make(function, runs)))
        complain(reading, "%s() returned NULL, and no function", decorator);
    if (!decorated)
        function->release(function);
    if (!decorated || is_of_same_kind(reading, decorator, decorated, &wrapped))
        return decorated;
    if (decorated->release)
        decorated->release(decorated);
    return NULL;
}

/* "= cache 3 ...", the name having been read. */
static int define(const struct reading *reading, struct named *named, char **rest)
{
    char *decorator = strtok_r(NULL, BLANKS, rest);

    if (named->function)
        return complain(reading, "this name is taken");
    if (!decorator)
        return complain(reading, "no decorator follows the \"=\"");
    named->releases = 0;
    named->function = value_function(reading->script->server, &named->releases);
    if (!named->function)
        return complain(reading, "out of memory");
    for (; decorator && named->function; decorator = strtok_r(NULL, BLANKS, rest))
        named->function = decorate(reading, named->function, decorator, strtok_r(NULL, BLANKS, rest));
    return named->function ? 0 : -1;
}

static void *make_call(void *argument)
{
    struct call *call = argument;

    call->error = call->function->call(call->function, &call->pair, &call->value);
    return NULL;
}

/* Make all these calls, at once where there are several. */
static int make_calls(const struct reading *reading, struct call calls[], size_t count)
{
    pthread_t threads[MOST_AT_ONCE];
    size_t started = 0;

    if (count == 1) {
        make_call(&calls[0]);
        return 0;
    }
    while (started < count && pthread_create(&threads[started], NULL, make_call, &calls[started]) == 0)
        started++;
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started == count ? 0 : complain(reading, "no more threads can be started");
}

static void tell_results(const struct reading *reading, const struct call calls[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct call *call = &calls[i];
        fprintf(reading->script->results, "%zu\t%d\t%.*s\n", reading->line, call->error,
                call->error ? 1 : (int)sizeof call->value.text, call->error ? "-" : call->value.text);
        if (call->error)
            reading->script->any_error = true;
    }
}

/*
 * The calls of a line, its first arguments being `word`. All calls of a file share one piece of memory, which
 * is overwritten after each line: who has kept a pointer into it, and no copy, will be seen.
 */
static int call_all(const struct reading *reading, struct function *function, char *word, char **rest)
{
    static struct call calls[MOST_AT_ONCE];
    size_t count = 0;

    for (; word; word = strtok_r(NULL, BLANKS, rest)) {
        if (count == MOST_AT_ONCE)
            return complain(reading, "more than %d calls at once", MOST_AT_ONCE);
        if (!read_pair(word, &calls[count].pair))
            return complain(reading, "\"%s\" is no pair of whole numbers such as 17,4", word);
        calls[count++].function = function;
    }
    if (make_calls(reading, calls, count) != 0)
        return -1;
    tell_results(reading, calls, count);
    memset(calls, '?', sizeof calls);
    return 0;
}

static int release(const struct reading *reading, struct named *named)
{
    if (!named || !named->function)
        return complain(reading, "there is no function of that name to release");
    named->function->release(named->function);
    named->function = NULL;
    fprintf(reading->script->results, "%zu\t0\treleased %u\n", reading->line, named->releases);
    return 0;
}

static int do_line(struct reading *reading, char *line)
{
    char *rest, *first = strtok_r(line, BLANKS, &rest);

    if (!first || *first == '#')
        return 0;
    if (strcmp(first, "break") == 0 || strcmp(first, "mend") == 0) {
        value_break(first[0] == 'b');
        return 0;
    }
    char *second = strtok_r(NULL, BLANKS, &rest);
    if (strcmp(first, "release") == 0)
        return release(reading, find_named(reading, second));
    struct named *named = find_named(reading, first);
    if (!named)
        return complain(reading, "\"%s\" is no name of one letter, and neither break, mend nor release",
                        first);
    if (!second)
        return complain(reading, "nothing follows \"%s\"", first);
    if (strcmp(second, "=") == 0)
        return define(reading, named, &rest);
    if (!named->function)
        return complain(reading, "\"%s\" has not been decorated yet", first);
    return call_all(reading, named->function, second, &rest);
}

int script_run(struct script *script)
{
    struct reading reading = {.script = script};
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
    for (size_t i = 0; i < sizeof reading.named / sizeof reading.named[0]; i++)
        if (reading.named[i].function)
            reading.named[i].function->release(reading.named[i].function);
    return failed;
}
