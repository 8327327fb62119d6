/*
 * editors_test.c - check the files for editors: they are readable, and agree with .clang-format.
 */
#include <check.h>
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *text_of(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "r");

    ck_assert_msg(file != NULL, "cannot open %s", path);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static cJSON *parsed(const char *path)
{
    cJSON *json = cJSON_Parse(text_of(path));

    ck_assert_msg(json != NULL, "%s is not valid JSON near: %.40s", path, cJSON_GetErrorPtr());
    return json;
}

static const char *member(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));

    ck_assert_msg(text != NULL, "missing: %s", name);
    return text;
}

/* The number that follows `key` in a text. */
static int number_after(const char *text, const char *key)
{
    const char *found = strstr(text, key);

    ck_assert_msg(found != NULL, "missing: \"%s\"", key);
    return atoi(found + strlen(key));
}

START_TEST(every_file_can_be_read)
{
    cJSON_Delete(parsed(".vscode/settings.json"));
    cJSON_Delete(parsed(".vscode/extensions.json"));
    cJSON_Delete(parsed(".vscode/tasks.json"));
    cJSON *container = parsed(".devcontainer/devcontainer.json");
    const cJSON *build = cJSON_GetObjectItem(container, "build");
    char path[100];
    snprintf(path, sizeof path, ".devcontainer/%s", member(build, "dockerfile"));
    ck_assert_int_eq(access(path, R_OK), 0);
    ck_assert_str_eq(member(build, "context"), ".."); /* where the Makefile is */
    cJSON_Delete(container);
}
END_TEST

START_TEST(they_format_as_the_kit_does)
{
    const char *style = text_of(".clang-format");
    int indent = number_after(style, "IndentWidth: "), width = number_after(style, "ColumnLimit: ");
    cJSON *settings = parsed(".vscode/settings.json");
    const cJSON *c = cJSON_GetObjectItem(settings, "[c]");

    ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(c, "editor.formatOnSave")));
    ck_assert_int_eq(cJSON_GetNumberValue(cJSON_GetObjectItem(c, "editor.tabSize")), indent);
    ck_assert_int_eq(cJSON_GetNumberValue(cJSON_GetArrayItem(cJSON_GetObjectItem(c, "editor.rulers"), 0)),
                     width);
    cJSON_Delete(settings);
    const char *config = text_of(".editorconfig");
    ck_assert_int_eq(number_after(config, "indent_size = "), indent);
    ck_assert_int_eq(number_after(config, "max_line_length = "), width);
}
END_TEST

/* The command line of an entry, which an editor runs in its directory. */
static void write_command(FILE *out, const cJSON *entry)
{
    const cJSON *argument;

    fprintf(out, "cd '%s' &&", member(entry, "directory"));
    cJSON_ArrayForEach(argument, cJSON_GetObjectItem(entry, "arguments"))
        fprintf(out, " '%s'", cJSON_GetStringValue(argument));
    fprintf(out, " -fsyntax-only -Werror");
}

/* One file each of labs, kit, server, suites and report must be present. */
START_TEST(each_file_compiles_as_it_says)
{
    static const char *const tried[] = {"labs/threads/threads.c", "labs/kit/transfer.c", "mock_server/main.c",
                                        "tests/threads_test.c", "report/main.c"};
    size_t found = 0;

    ck_assert_int_eq(system("env -u MAKEFLAGS make -s compile_commands.json"), 0);
    cJSON *commands = parsed("compile_commands.json");
    const cJSON *entry;
    cJSON_ArrayForEach(entry, commands)
    {
        const char *file = member(entry, "file");
        ck_assert_msg(access(file, R_OK) == 0, "%s is missing", file);
        for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
            char command[4000] = "";
            if (strcmp(file, tried[i]) != 0)
                continue;
            FILE *out = fmemopen(command, sizeof command, "w");
            write_command(out, entry);
            fclose(out);
            ck_assert_msg(system(command) == 0, "%s", command);
            found++;
        }
    }
    ck_assert_uint_eq(found, sizeof tried / sizeof tried[0]);
    cJSON_Delete(commands);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("editors");
    TCase *files = tcase_create("files");

    tcase_set_timeout(files, 0);
    tcase_add_test(files, every_file_can_be_read);
    tcase_add_test(files, they_format_as_the_kit_does);
    tcase_add_test(files, each_file_compiles_as_it_says);
    suite_add_tcase(suite, files);
    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
