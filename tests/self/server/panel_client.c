/*
 * panel_client.c - a client that sends the requests of the panel's page.
 */
#include "server_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value)
{
    char line[128];

    if (value == NULL)
        return list;
    /* libcurl leaves out a header without a value */
    snprintf(line, sizeof(line), strcmp(value, "none") == 0 ? "%s:" : "%s: %s", name, value);
    return curl_slist_append(list, line);
}

const struct reply *panel_send(struct panel_request request)
{
    static struct reply reply;
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = add_header(NULL, "Host", request.host);

    headers = add_header(headers, "Origin", request.origin);
    headers = add_header(headers, "X-Panel", request.header);
    if (request.body != NULL)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body);
    if (request.method != NULL)
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    drop(&reply);
    reply = fetch_on(curl, request.path);
    ck_assert_int_eq(reply.code, CURLE_OK);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return &reply;
}

const struct reply *panel_post(const char *path, const char *body)
{
    char origin[64];

    snprintf(origin, sizeof(origin), "%.*s", (int)strlen(server.address) - 1, server.address);
    return panel_send((struct panel_request){.path = path, .origin = origin, .header = "1", .body = body});
}

const cJSON *panel_ask(unsigned long after)
{
    static cJSON *state;
    char path[64];
    const struct reply *reply;

    snprintf(path, sizeof(path), "panel/state?after=%lu", after);
    reply = panel_send((struct panel_request){.path = path});
    ck_assert_int_eq(reply->status, 200);
    cJSON_Delete(state);
    state = cJSON_Parse((const char *)reply->body);
    ck_assert_ptr_nonnull(state);
    return state;
}

double figure(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

    ck_assert_msg(cJSON_IsNumber(item), "expected a number in %s", name);
    return item->valuedouble;
}

const char *word(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

    ck_assert_msg(cJSON_IsString(item), "expected a string in %s", name);
    return item->valuestring;
}

int length_of(const cJSON *object, const char *name)
{
    return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(object, name));
}

const cJSON *panel_row(const cJSON *state, const char *list, int index)
{
    const cJSON *row = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(state, list), index);

    ck_assert_msg(row != NULL, "expected %s[%d] in the state", list, index);
    return row;
}

void panel_until(const char *name, double expected)
{
    time_t patience = time(NULL) + PATIENCE_MS / 1000;

    while (figure(panel_ask(0), name) != expected)
        ck_assert_msg(time(NULL) < patience, "expected %s to become %g", name, expected);
}

const char *panel_settings(void)
{
    static char text[1024];
    const cJSON *state = panel_ask(0);
    char *settings = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(state, "settings"));
    char *faults = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(state, "faults"));

    snprintf(text, sizeof(text), "%s%s", settings, faults);
    free(settings);
    free(faults);
    return text;
}
