#include "panel.h"

#include "gallery.h"
#include "panel_guard.h"
#include "panel_state.h"
#include "reply.h"
#include "server.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_UPLOAD = 64 << 10 };

/* The settings that the page may change. Others, such as `ledger`, reach outside the server. */
static const char *const CHANGEABLE[] = {"latency",   "connect-cost",     "capacity",
                                         "bandwidth", "shared-bandwidth", "fault"};

void panel_receive(struct request *request, const char *bytes, size_t size)
{
    char *longer;

    if (request->kind != REQUEST_PANEL || request->upload_length > MAX_UPLOAD)
        return;
    longer = realloc(request->upload, request->upload_length + size + 1);
    if (!longer) {
        request->upload_length = MAX_UPLOAD + 1; /* a part must not pass for the whole */
        return;
    }
    memcpy(longer + request->upload_length, bytes, size);
    request->upload = longer;
    request->upload_length += size;
    request->upload[request->upload_length] = '\0';
}

/* Set the reply to one line of text. 0, or -1 without memory. */
static int say(struct request *request, unsigned status, const char *text)
{
    char *line = NULL;

    if (asprintf(&line, "%s\n", text) < 0)
        return -1;
    return reply_set_text(request, status, TYPE_TEXT, line);
}

static int answer_page(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    size_t length = (size_t)(gallery_page_end - gallery_page);

    (void)server;
    (void)handle;
    request->status = MHD_HTTP_OK;
    request->body =
        (struct body){.bytes = gallery_page, .type = TYPE_HTML, .length = length, .announced = length};
    return 0;
}

static int answer_state(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    const char *after = MHD_lookup_connection_value(handle, MHD_GET_ARGUMENT_KIND, "after");
    struct refusal refusal;
    uint64_t number = 0;

    if (after && parse_number(after, "after", 0, UINT64_MAX - 1, &number, &refusal) != 0)
        return say(request, MHD_HTTP_BAD_REQUEST, refusal.text);
    return reply_set_text(request, MHD_HTTP_OK, TYPE_JSON, panel_state(server, number));
}

/* A picture without delay or fault. */
static int answer_picture(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    const char *name = strrchr(request->path, '/') + 1;
    struct refusal refusal;
    uint64_t image;

    (void)handle;
    if (parse_number(name, "picture", 1, server->settings.images, &image, &refusal) != 0)
        return say(request, MHD_HTTP_NOT_FOUND, refusal.text);
    size_t size = catalogue_bytes(&server->catalogue, (unsigned)image);
    request->status = MHD_HTTP_OK;
    request->body = (struct body){.bytes = catalogue_picture(&server->catalogue, (unsigned)image),
                                  .type = TYPE_PICTURE,
                                  .length = size,
                                  .announced = size};
    return 0;
}

static int change(struct settings *settings, char *line, struct refusal *refusal)
{
    char *value = strchr(line, ' ');

    if (value)
        *value++ = '\0';
    for (size_t i = 0; i < sizeof CHANGEABLE / sizeof CHANGEABLE[0]; i++)
        if (strcmp(line, CHANGEABLE[i]) == 0)
            return settings_apply(settings, line, value, refusal);
    return refuse(refusal,
                  "settings: expected latency, connect-cost, capacity, bandwidth, shared-bandwidth or fault, "
                  "got \"%.40s\"",
                  line);
}

/* Obey all lines, or none if one of them is wrong. */
static int change_all(struct server *server, struct request *request, struct refusal *refusal)
{
    struct settings *changed = malloc(sizeof *changed);
    char *rest = NULL;
    int result = 0, lines = 0;

    if (!changed)
        return refuse(refusal, "settings: no memory");
    *changed = server->settings;
    for (char *line = strtok_r(request->upload, "\n", &rest); line && result == 0;
         line = strtok_r(NULL, "\n", &rest), lines++)
        result = change(changed, line, refusal);
    if (lines == 0)
        result = refuse(refusal, "settings: expected lines such as \"latency 20\", got none");
    if (result == 0)
        server->settings = *changed;
    free(changed);
    return result;
}

static int answer_settings(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    struct refusal refusal;

    (void)handle;
    if (request->upload_length > MAX_UPLOAD)
        return say(request, MHD_HTTP_CONTENT_TOO_LARGE, "settings: expected at most 64 KiB");
    if (!request->upload || strlen(request->upload) != request->upload_length)
        return say(request, MHD_HTTP_BAD_REQUEST, "settings: expected text without zero bytes");
    if (change_all(server, request, &refusal) != 0)
        return say(request, MHD_HTTP_BAD_REQUEST, refusal.text);
    traffic_serve_queued(server); /* the capacity may have grown */
    return say(request, MHD_HTTP_OK, "set");
}

static int answer_reset(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    (void)handle;
    traffic_reset(server);
    server->resets++;
    return say(request, MHD_HTTP_OK, "reset");
}

static const struct route {
    const char *path;
    bool is_prefix, is_post;
    int (*answer)(struct server *server, struct request *request, struct MHD_Connection *handle);
} routes[] = {
    {"/", false, false, answer_page},
    {"/panel/state", false, false, answer_state},
    {"/panel/picture/", true, false, answer_picture},
    {"/panel/settings", false, true, answer_settings},
    {"/panel/reset", false, true, answer_reset},
};

static const struct route *find_route(const struct request *request)
{
    size_t length = request_path_length(request);

    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
        size_t wanted = strlen(routes[i].path);

        if ((length == wanted || (routes[i].is_prefix && length > wanted)) &&
            strncmp(request->path, routes[i].path, wanted) == 0)
            return &routes[i];
    }
    return NULL;
}

/* Obey a request and set its reply. 0, or -1 without memory. */
static int set_answer(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    const struct route *route = find_route(request);
    struct refusal refusal;
    struct panel_claims claims = {
        .host = MHD_lookup_connection_value(handle, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST),
        .origin = MHD_lookup_connection_value(handle, MHD_HEADER_KIND, MHD_HTTP_HEADER_ORIGIN),
        .header = MHD_lookup_connection_value(handle, MHD_HEADER_KIND, PANEL_HEADER),
    };

    if (!route)
        return say(request, MHD_HTTP_NOT_FOUND, "panel: unknown path");
    if (route->is_post ? !request->is_post : request->wrong_method)
        return say(request, MHD_HTTP_METHOD_NOT_ALLOWED,
                   route->is_post ? "panel: expected POST" : "panel: expected GET");
    if (panel_guard(&claims, route->is_post, &refusal) != 0)
        return say(request, MHD_HTTP_FORBIDDEN, refusal.text);
    return route->answer(server, request, handle);
}

static void add_headers(const struct request *request, struct MHD_Response *response)
{
    const struct route *route = find_route(request);

    if (request->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, route->is_post ? "POST" : "GET, HEAD");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "Content-Security-Policy",
                            "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src "
                            "'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'");
}

enum MHD_Result panel_reply(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    struct MHD_Response *response;

    if (set_answer(server, request, handle) != 0)
        return MHD_NO;
    response = reply_whole(server, request);
    if (!response)
        return MHD_NO;
    add_headers(request, response);
    return reply_queue(request, handle, response);
}
