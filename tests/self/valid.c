/*
 * valid.c - is what a machine is to read, on standard input, what its format says? valid FORMAT [POINTS]:
 * then it must be a grade of so many points. Exit: 0 yes, 1 no, after a word on standard error.
 */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void leave(const char *why, const char *where)
{
    fprintf(stderr, "%s: %.200s\n", why, where);
    exit(1);
}

static char *read_all(void)
{
    size_t size = 0, room = 1 << 22;
    char *text = malloc(room + 1);

    size = text ? fread(text, 1, room, stdin) : 0;
    if (size == 0 || size == room || strlen(strcpy(text + size, "") - size) != size)
        leave("it is empty, too long, or has a zero byte", "");
    return text;
}

/* "threads: 100 of 100 points, ...; stretch: 10 of 10 points" */
static unsigned points_of(const char *line)
{
    const char *core = strstr(line, ": "), *stretch = strstr(line, "stretch: ");

    if (!core || !isdigit((unsigned char)core[2]) || (stretch && !isdigit((unsigned char)stretch[9])))
        leave("there is no score in", line);
    return (unsigned)(strtoul(core + 2, NULL, 10) + (stretch ? strtoul(stretch + 9, NULL, 10) : 0));
}

static const char *last_line(char *text)
{
    size_t length = strlen(text);

    if (length == 0 || text[length - 1] != '\n')
        leave("it does not end with a line", "");
    text[length - 1] = '\0';
    const char *end = strrchr(text, '\n');
    return end ? end + 1 : text;
}

static cJSON *parse_json(const char *text)
{
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithOpts(text, &end, true);

    if (!json)
        leave("it is no JSON", end ? end : text);
    return json;
}

/* One of the words in `words`, which stand between blanks. */
static void expect_word(const cJSON *value, const char *words, const char *what)
{
    char padded[64];

    snprintf(padded, sizeof padded, " %s ", cJSON_IsString(value) ? value->valuestring : "?");
    if (!strstr(words, padded))
        leave("this has no such value", what);
}

/* Each member of the object has a name that is documented. */
static void expect_names(const cJSON *object, const char *names)
{
    char padded[64];

    for (const cJSON *member = object->child; member; member = member->next) {
        snprintf(padded, sizeof padded, " %s ", member->string);
        if (!strstr(names, padded))
            leave("it has a member that is not documented", member->string);
    }
}

static void expect_string(const cJSON *object, const char *name)
{
    if (!cJSON_IsString(cJSON_GetObjectItem(object, name)))
        leave("not a string", name);
}

static double number_in(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItem(object, name);

    if (!cJSON_IsNumber(number) || number->valuedouble < 0)
        leave("not a number of at least 0", name);
    return number->valuedouble;
}

/* Gradescope's results.json, as https://gradescope-autograders.readthedocs.io/en/latest/specs says. */
static unsigned read_json(char *text)
{
    static const char visibilities[] = " hidden after_due_date after_published visible ";
    cJSON *json = parse_json(text), *tests = cJSON_GetObjectItem(json, "tests"), *test;
    double sum = 0;

    expect_names(json,
                 " score execution_time output output_format test_output_format test_name_format visibility "
                 "stdout_visibility extra_data tests leaderboard ");
    expect_word(cJSON_GetObjectItem(json, "visibility"), visibilities, "visibility");
    expect_word(cJSON_GetObjectItem(json, "stdout_visibility"), visibilities, "stdout_visibility");
    number_in(json, "execution_time");
    if (cJSON_GetArraySize(tests) == 0)
        leave("it has no tests", text);
    cJSON_ArrayForEach(test, tests)
    {
        expect_names(test, " score max_score status name name_format number output output_format tags "
                           "visibility extra_data ");
        expect_string(test, "name");
        expect_string(test, "number");
        expect_string(test, "output");
        expect_word(cJSON_GetObjectItem(test, "visibility"), visibilities, "visibility");
        if (!cJSON_GetObjectItem(test, "score"))
            continue; /* it has no verdict */
        expect_word(cJSON_GetObjectItem(test, "status"), " passed failed ", "status");
        if (number_in(test, "score") > number_in(test, "max_score"))
            leave("a test has more points than there are", text);
        sum += number_in(test, "score");
    }
    if (sum != number_in(json, "score"))
        leave("its score is not the sum of those of its tests", text);
    return (unsigned)sum;
}

static void check_images(const cJSON *images)
{
    const cJSON *image;

    cJSON_ArrayForEach(image, images)
    {
        expect_string(image, "label");
        expect_string(image, "url");
        if (strncmp(cJSON_GetObjectItem(image, "url")->valuestring, "data:image/", 11) != 0)
            leave("an image is not a data URL", "");
    }
}

/* PrairieLearn's results.json, as https://prairielearn.readthedocs.io/en/latest/externalGrading says. */
static unsigned read_prairielearn(char *text)
{
    cJSON *json = parse_json(text), *gradable = cJSON_GetObjectItem(json, "gradable"), *test;
    double sum = 0;

    if (strlen(text) > 1000000)
        leave("it is larger than 1 MB", "");
    if (!cJSON_IsBool(gradable) || (cJSON_IsTrue(gradable) && number_in(json, "score") > 1))
        leave("its score is not a number from 0 to 1", text);
    cJSON_ArrayForEach(test, cJSON_GetObjectItem(json, "tests"))
    {
        static const char *const strings[] = {"name", "description", "message", "output"};
        for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
            expect_string(test, strings[i]);
        if (number_in(test, "points") > number_in(test, "max_points"))
            leave("a test has more points than there are", text);
        check_images(cJSON_GetObjectItem(test, "images"));
        sum += number_in(test, "points");
    }
    if (cJSON_IsTrue(gradable) && (sum > 0) != (number_in(json, "score") > 0))
        leave("its score does not fit its points", text);
    return (unsigned)sum;
}

/* The verdicts, https://docs.autolabproject.com/features/formatted-feedback. */
static void check_feedback(const char *line)
{
    cJSON *json = parse_json(line), *stages = cJSON_GetObjectItem(json, "stages"), *stage, *verdict;

    expect_word(cJSON_GetObjectItem(json, "_presentation"), " semantic ", "_presentation");
    cJSON_ArrayForEach(stage, stages)
    {
        cJSON *verdicts = cJSON_IsString(stage) ? cJSON_GetObjectItem(json, stage->valuestring) : NULL;
        if (!verdicts)
            leave("a stage has no verdicts", line);
        cJSON_ArrayForEach(verdict, verdicts) if (!cJSON_IsBool(cJSON_GetObjectItem(verdict, "passed")))
            leave("not a verdict", line);
    }
}

static unsigned read_autolab(char *text)
{
    const char *line = last_line(text);
    cJSON *json = parse_json(line), *scores = cJSON_GetObjectItem(json, "scores");

    if (cJSON_GetArraySize(json) != 1 || cJSON_GetArraySize(scores) != 1 || !cJSON_IsNumber(scores->child))
        leave("its last line has no score", line);
    text[line - text - 1] = '\0';
    const char *before = strrchr(text, '\n');
    check_feedback(before ? before + 1 : text);
    return (unsigned)scores->child->valuedouble;
}

static unsigned read_text(char *text)
{
    return points_of(last_line(text));
}

/* The plan, a line for each test, and what else there may be: remarks, and indented lines. */
static unsigned read_tap(char *text)
{
    unsigned planned = 0, told = 0, number;
    bool in_block = false;
    char *copy = strdup(text);

    if (strncmp(text, "TAP version 13\n1..", 18) != 0)
        leave("it does not begin as TAP does", text);
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n")) {
        if (sscanf(line, "1..%u", &number) == 1)
            planned = number;
        else if (sscanf(line, "ok %u - ", &number) == 1 || sscanf(line, "not ok %u - ", &number) == 1)
            told += number == told + 1;
        else if (strcmp(line, "  ---") == 0 || strcmp(line, "  ...") == 0)
            in_block = line[2] == '-';
        else if (in_block ? strncmp(line, "    ", 4) != 0 && strcmp(line, "  message: |") != 0 &&
                                strncmp(line, "  cause: ", 9) != 0
                          : *line != '#' && strncmp(line, "TAP version", 11) != 0)
            leave("a line is no TAP", line);
    }
    free(copy);
    if (planned == 0 || told != planned)
        leave("it does not tell of every test", text);
    return points_of(last_line(text));
}

/* Elements that are closed in order, attributes in quotes, and references that XML knows. */
static void check_xml(const char *text)
{
    char open[32][64];
    size_t depth = 0;

    for (const char *at = text; *at;) {
        size_t length = strcspn(at + 1, "> \n");
        if (*at == '&') {
            if (strncmp(at, "&lt;", 4) && strncmp(at, "&gt;", 4) && strncmp(at, "&amp;", 5) &&
                strncmp(at, "&quot;", 6))
                leave("a reference that XML does not know", at);
        } else if (*at == '>' || (unsigned char)*at == 0x7f ||
                   ((unsigned char)*at < ' ' && !strchr("\n\t", *at))) {
            leave("a character that XML does not have here", at);
        } else if (*at == '<') {
            const char *end = at;
            for (bool quoted = false; *end && (quoted || *end != '>'); end++) {
                quoted ^= *end == '"';
                if (*end == '<' && end != at)
                    leave("a tag in a tag", at);
            }
            if (!*end || length >= sizeof *open)
                leave("a tag without an end", at);
            if (at[1] == '/') {
                if (depth-- == 0 || strncmp(open[depth], at + 2, length - 1) != 0 || open[depth][length - 1])
                    leave("a tag that closes no other", at);
            } else if (at[1] != '?' && end[-1] != '/') {
                if (depth == sizeof open / sizeof *open)
                    leave("too deep", at);
                snprintf(open[depth++], sizeof *open, "%.*s", (int)length, at + 1);
            }
            at = end;
        } else if (depth == 0 && !isspace((unsigned char)*at)) {
            leave("text outside of all elements", at);
        }
        at++;
    }
    if (depth != 0)
        leave("it is not closed", open[depth - 1]);
}

static unsigned read_junit(char *text)
{
    check_xml(text);
    const char *end = strstr(text, "<system-out>");
    if (!end)
        leave("there is no score", "");
    return points_of(end);
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *name;
        unsigned (*read)(char *text);
    } formats[] = {{"json", read_json}, {"autolab", read_autolab}, {"prairielearn", read_prairielearn},
                   {"text", read_text}, {"tap", read_tap},         {"junit", read_junit}};
    char *text = read_all();

    for (size_t i = 0; argc >= 2 && i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, argv[1]) == 0) {
            unsigned points = formats[i].read(text);
            if (argc == 3 && strtoul(argv[2], NULL, 10) != points)
                leave("it is a grade of other points", argv[2]);
            return 0;
        }
    leave("usage: valid FORMAT [POINTS]", "");
}
