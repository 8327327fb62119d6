#include "panel_state.h"

#include "server.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SHOWN = 64, MAX_ROWS = 250 }; /* in one reply: while the loop writes it, all clients wait */

static void add_settings(cJSON *state, const struct settings *settings)
{
    cJSON *object = cJSON_AddObjectToObject(state, "settings");
    char text[LATENCY_TEXT];

    settings_latency_text(&settings->latency, text);
    cJSON_AddStringToObject(object, "latency", text);
    cJSON_AddNumberToObject(object, "connect-cost", settings->connect_cost);
    cJSON_AddNumberToObject(object, "capacity", settings->capacity);
    cJSON_AddNumberToObject(object, "bandwidth", (double)settings->bandwidth);
    cJSON_AddNumberToObject(object, "shared-bandwidth", (double)settings->shared_bandwidth);
}

/* One item for consecutive images with the same fault. */
static void add_faults(cJSON *state, const struct settings *settings)
{
    cJSON *faults = cJSON_AddArrayToObject(state, "faults");

    for (unsigned first = 1, last; first <= settings->images; first = last + 1) {
        const struct fault *fault = &settings->faults[first];
        cJSON *item;
        char text[FAULT_TEXT];

        for (last = first; last < settings->images && fault_equal(fault, &settings->faults[last + 1]); last++)
            continue;
        if (fault->kind == FAULT_NONE)
            continue;
        item = cJSON_CreateObject();
        fault_text(fault, text);
        cJSON_AddNumberToObject(item, "first", first);
        cJSON_AddNumberToObject(item, "last", last);
        cJSON_AddStringToObject(item, "fault", text);
        cJSON_AddItemToArray(faults, item);
    }
}

/* One item for consecutive images with the same own latency. */
static void add_latencies(cJSON *state, const struct settings *settings)
{
    cJSON *latencies = cJSON_AddArrayToObject(state, "latencies");

    for (unsigned first = 1, last; first <= settings->images; first = last + 1) {
        const struct latency *latency = &settings->latencies[first];
        cJSON *item;
        char text[LATENCY_TEXT];

        for (last = first;
             last < settings->images && settings_latency_equal(latency, &settings->latencies[last + 1]);
             last++)
            continue;
        if (latency->kind == LATENCY_UNSET)
            continue;
        item = cJSON_CreateObject();
        settings_latency_text(latency, text);
        cJSON_AddNumberToObject(item, "first", first);
        cJSON_AddNumberToObject(item, "last", last);
        cJSON_AddStringToObject(item, "latency", text);
        cJSON_AddItemToArray(latencies, item);
    }
}

/* Microseconds since the server started. They are whole numbers, which cJSON writes fastest. */
static void add_time(cJSON *row, const char *name, const struct server *server, int64_t time)
{
    if (time == 0)
        cJSON_AddNullToObject(row, name);
    else
        cJSON_AddNumberToObject(row, name, (double)((time - server->ledger.epoch) / 1000));
}

/* A path may contain any byte, but JSON is UTF-8. So bytes outside ASCII are written as in a URL. */
static void add_path(cJSON *row, const char *path)
{
    char text[3 * PATH_SHOWN + 1], *end = text;

    for (int i = 0; i < PATH_SHOWN && path[i] != '\0'; i++) {
        unsigned char byte = (unsigned char)path[i];

        end += byte >= ' ' && byte <= '~' ? sprintf(end, "%c", byte) : sprintf(end, "%%%02X", byte);
    }
    *end = '\0';
    cJSON_AddStringToObject(row, "path", text);
}

/* `finished`: when the request ended or its client left; 0 while it is in flight. */
static void add_row(cJSON *rows, const struct server *server, const struct request *request, const char *path,
                    int64_t finished)
{
    cJSON *row = cJSON_CreateObject();

    cJSON_AddNumberToObject(row, "request", request->number);
    cJSON_AddNumberToObject(row, "image", request->image == 0 ? -1 : (double)request->image);
    cJSON_AddNumberToObject(row, "attempt", request->attempt);
    cJSON_AddNumberToObject(row, "status", request->status);
    cJSON_AddNumberToObject(row, "connection", request->connection_number);
    cJSON_AddNumberToObject(row, "place", request->place);
    add_time(row, "accepted", server, request->accepted);
    add_time(row, "admitted", server, request->admitted);
    add_time(row, "first_byte", server, request->first_byte);
    add_time(row, "finished", server, finished);
    cJSON_AddNumberToObject(row, "bytes", (double)request->bytes);
    cJSON_AddStringToObject(row, "fault", fault_name(request->fault.kind));
    cJSON_AddBoolToObject(row, "gone", request->gone);
    add_path(row, path);
    cJSON_AddItemToArray(rows, row);
}

/* The requests in flight, and how many of them are in which stage. */
static void add_in_flight(cJSON *state, const struct server *server)
{
    cJSON *rows = cJSON_AddArrayToObject(state, "current");
    unsigned waiting = 0, delayed = 0, replying = 0, count = 0;

    for (const struct connection *connection = TAILQ_FIRST(&server->connections.open); connection;
         connection = TAILQ_NEXT(connection, others)) {
        const struct request *request = connection->request;

        if (!request || request->stage == STAGE_NEW || request->stage == STAGE_FINISHED)
            continue;
        waiting += request->stage == STAGE_HELD || request->stage == STAGE_QUEUED;
        delayed += request->stage == STAGE_DELAYED;
        replying += request->stage == STAGE_REPLYING;
        if (request->number > 0 && count++ < MAX_ROWS)
            add_row(rows, server, request, request->path, 0);
    }
    cJSON_AddNumberToObject(state, "in_flight", server->traffic.in_flight);
    cJSON_AddNumberToObject(state, "waiting", waiting);
    cJSON_AddNumberToObject(state, "delayed", delayed);
    cJSON_AddNumberToObject(state, "replying", replying);
}

/* The finished requests after the first `after` ones. */
static void add_finished(cJSON *state, const struct server *server, uint64_t after)
{
    const struct recent *recent = &server->recent;
    cJSON *rows = cJSON_AddArrayToObject(state, "finished");
    uint64_t next = after < recent->count ? after + 1 : recent->count + 1;
    unsigned added = 0;

    if (next < recent_first(recent))
        next = recent_first(recent);
    for (; next <= recent->count && added < MAX_ROWS; next++, added++) {
        const struct recent_row *row = recent_row(recent, next);

        add_row(rows, server, &row->request, row->path, row->finished);
    }
    cJSON_AddNumberToObject(state, "after", (double)(next - 1));
    cJSON_AddNumberToObject(state, "remaining", (double)(recent->count + 1 - next));
}

static void add_runs(cJSON *state, const struct server *server)
{
    const struct runs *runs = &server->runs;
    cJSON *items = cJSON_AddArrayToObject(state, "runs");
    unsigned number = runs->count < RUNS_KEPT ? 1 : runs->count - RUNS_KEPT + 1;

    for (; number <= runs->count; number++) {
        const struct run *run = &runs->newest[number % RUNS_KEPT];
        cJSON *item = cJSON_CreateObject();

        cJSON_AddNumberToObject(item, "first", run->first);
        add_time(item, "begin", server, run->begin);
        add_time(item, "end", server, run->end);
        cJSON_AddNumberToObject(item, "requests", run->requests);
        cJSON_AddNumberToObject(item, "whole", run->whole);
        cJSON_AddNumberToObject(item, "failed", run->failed);
        cJSON_AddNumberToObject(item, "connections", run->connections);
        cJSON_AddNumberToObject(item, "peak", run->peak);
        cJSON_AddItemToArray(items, item);
    }
}

char *panel_state(const struct server *server, uint64_t after)
{
    cJSON *state = cJSON_CreateObject();
    char ledger[64], size[SIZE_TEXT];
    char *text;

    snprintf(ledger, sizeof ledger, "%jd.%u", (intmax_t)server->ledger.epoch, server->resets);
    cJSON_AddStringToObject(state, "ledger", ledger);
    cJSON_AddNumberToObject(state, "images", server->settings.images);
    settings_size_text(&server->settings, size);
    cJSON_AddStringToObject(state, "image_bytes", size);
    add_settings(state, &server->settings);
    add_faults(state, &server->settings);
    add_latencies(state, &server->settings);
    add_runs(state, server);
    cJSON_AddNumberToObject(state, "requests", server->traffic.requests);
    cJSON_AddNumberToObject(state, "peak", server->traffic.peak);
    add_in_flight(state, server);
    add_finished(state, server, after);
    add_time(state, "time", server, clock_now());
    text = cJSON_PrintUnformatted(state);
    cJSON_Delete(state);
    return text;
}
