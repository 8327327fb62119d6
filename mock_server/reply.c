#include "reply.h"

#include "pages.h"
#include "random.h"
#include "server.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_BLOCK = 64 << 10,
    FALSE_LENGTH = 100,    /* the fault `length` announces this many bytes too many */
    PIECES_A_SECOND = 100, /* how many pieces a limited bandwidth sends in a second */
};

/* Keep the length of the body, and change the bytes of its second half. */
static int corrupt_body(struct body *body)
{
    unsigned char *wrong = malloc(body->length + 1);

    if (!wrong)
        return -1;
    memcpy(wrong, body->bytes, body->length);
    for (size_t i = body->length / 2; i < body->length; i++)
        wrong[i] ^= 0xff;
    body->bytes = wrong;
    body->own = (char *)wrong;
    return 0;
}

/* Keep half the body. At least one announced byte must be missing. */
static void cut_body(struct body *body, enum reply_ending ending)
{
    if (body->announced == 0)
        body->announced = 1;
    body->length /= 2;
    body->ending = ending;
}

/* Set the body to the first `size` bytes of the picture. */
static void set_bytes(struct server *server, struct request *request, unsigned status, size_t size)
{
    request->status = status;
    request->body = (struct body){.bytes = catalogue_picture(&server->catalogue, request->image),
                                  .type = TYPE_PICTURE,
                                  .length = size,
                                  .announced = size};
}

static int set_picture(struct server *server, struct request *request)
{
    struct body *body = &request->body;
    size_t size = catalogue_bytes(&server->catalogue, request->image);

    set_bytes(server, request, MHD_HTTP_OK, size);
    switch (request->fault.kind) {
    case FAULT_TRUNCATED:
        cut_body(body, ENDING_CLOSE);
        break;
    case FAULT_RESET:
        cut_body(body, ENDING_RESET);
        break;
    case FAULT_STALL:
        cut_body(body, ENDING_STALL);
        break;
    case FAULT_LENGTH:
        body->announced = size + FALSE_LENGTH;
        body->ending = ENDING_CLOSE;
        break;
    case FAULT_CHUNKED:
        body->ending = ENDING_CHUNKED;
        break;
    case FAULT_CORRUPT:
        return corrupt_body(body);
    default:
        break;
    }
    return 0;
}

int reply_set_text(struct request *request, unsigned status, const char *type, char *text)
{
    if (!text)
        return -1;
    request->status = status;
    request->body =
        (struct body){.bytes = (unsigned char *)text, .type = type, .own = text, .length = strlen(text)};
    request->body.announced = request->body.length;
    return 0;
}

static int set_status(struct request *request, unsigned status)
{
    return reply_set_text(request, status, TYPE_HTML,
                          pages_status(status, MHD_get_reason_phrase_for(status)));
}

static int set_value(struct server *server, struct request *request)
{
    uint64_t key = random_key(request->path, request_path_length(request));
    char *text = NULL;

    if (asprintf(&text, "%u %016jx\n", request->attempt,
                 (uintmax_t)random_hash(server->settings.seed, key, request->attempt)) < 0)
        return -1;
    return reply_set_text(request, MHD_HTTP_OK, TYPE_TEXT, text);
}

static int set_body(struct server *server, struct request *request)
{
    if (request->wrong_method)
        return set_status(request, MHD_HTTP_METHOD_NOT_ALLOWED);
    if (request->kind == REQUEST_VALUE)
        return set_value(server, request);
    if (request->kind != REQUEST_IMAGE)
        return set_status(request, MHD_HTTP_NOT_FOUND);
    if (request->fault.status == MHD_HTTP_PARTIAL_CONTENT) {
        set_bytes(server, request, MHD_HTTP_PARTIAL_CONTENT,
                  catalogue_bytes(&server->catalogue, request->image) / 2);
        return 0;
    }
    if (request->fault.status != 0)
        return set_status(request, request->fault.status);
    return set_picture(server, request);
}

/* Suspend the connection until `due`, or for ever if it is 0. Returns what the content reader must return. */
static ssize_t pause_until(struct server *server, struct request *request, int64_t due)
{
    connection_suspend(request->connection);
    if (due != 0)
        timer_set(&server->timers, &request->timer, due);
    return 0;
}

/* libmicrohttpd has all bytes and asks for more. */
static ssize_t finish(struct server *server, struct request *request)
{
    switch (request->body.ending) {
    case ENDING_STALL:
        return pause_until(server, request, 0);
    case ENDING_CHUNKED:
        traffic_end(server, request);
        return MHD_CONTENT_READER_END_OF_STREAM;
    case ENDING_RESET:
        /* A reset discards bytes that have not arrived. So wait until all have. */
        if (!connection_is_drained(request->connection))
            return pause_until(server, request, clock_now() + NANOSECONDS_A_MILLISECOND);
        traffic_end(server, request);
        connection_reset(request->connection);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    default:
        traffic_end(server, request);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
}

/* How long `size` bytes take, in nanoseconds. */
static int64_t duration(size_t size, uint64_t bandwidth)
{
    return (int64_t)(size * (uint64_t)NANOSECONDS_A_SECOND / bandwidth);
}

/* Plan the next piece of at most `size` bytes. It goes out when its last byte would arrive at this
 * bandwidth. Each connection has one piece in the queue of the shared bandwidth, so all get equal shares. */
static void grant(struct server *server, struct body *body, size_t size)
{
    uint64_t own = server->settings.bandwidth, shared = server->settings.shared_bandwidth;
    uint64_t least = own == 0 || (shared != 0 && shared < own) ? shared : own;
    size_t most = least < PIECES_A_SECOND ? 1 : least / PIECES_A_SECOND;
    int64_t now = clock_now();

    body->granted = size < most ? size : most;
    if (body->passed_at == 0)
        body->passed_at = now;
    body->due = own == 0 ? 0 : body->passed_at + duration(body->granted, own);
    if (shared != 0) {
        if (server->traffic.shared_until < now)
            server->traffic.shared_until = now;
        server->traffic.shared_until += duration(body->granted, shared);
        if (body->due < server->traffic.shared_until)
            body->due = server->traffic.shared_until;
    }
}

static bool is_limited(const struct server *server)
{
    return server->settings.bandwidth != 0 || server->settings.shared_bandwidth != 0;
}

/* How many of the next `size` bytes may go out now; 0 if it is too early. */
static size_t piece(struct server *server, struct body *body, size_t size)
{
    if (!is_limited(server))
        return size;
    if (body->granted == 0)
        grant(server, body, size);
    if (clock_now() < body->due)
        return 0;
    if (size > body->granted)
        size = body->granted;
    body->granted = 0;
    body->passed_at = body->due;
    return size;
}

/* Callback of libmicrohttpd, its content reader: copy at most `room` bytes of the body from `position` on. */
static ssize_t read_body(void *closure, uint64_t position, char *place, size_t room)
{
    struct request *request = closure;
    struct server *server = request->connection->server;
    struct body *body = &request->body;
    size_t size = body->length - (size_t)position;

    if (server->stopping || request->stage == STAGE_FINISHED)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (size == 0)
        return finish(server, request);
    size = piece(server, body, size < room ? size : room);
    if (size == 0)
        return pause_until(server, request, body->due);
    if (position == 0)
        request->first_byte = clock_now();
    memcpy(place, body->bytes + position, size);
    request->bytes += size;
    if (request->bytes == body->announced && body->ending == ENDING_WHOLE)
        traffic_end(server, request);
    return (ssize_t)size;
}

static void __attribute__((format(printf, 3, 4)))
add_header(struct MHD_Response *response, const char *name, const char *format, ...)
{
    char text[128];
    va_list values;

    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    MHD_add_response_header(response, name, text);
}

static void add_headers(struct server *server, struct request *request, struct MHD_Response *response)
{
    /* Without this header some clients open a connection for each file. */
    MHD_set_response_options(response, MHD_RF_SEND_KEEP_ALIVE_HEADER, MHD_RO_END);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, request->body.type);
    if (request->status == MHD_HTTP_METHOD_NOT_ALLOWED && request->kind != REQUEST_PANEL)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    if (request->fault.status != 0 && request->fault.retry_after >= 0)
        add_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "%d", request->fault.retry_after);
    if (request->status == MHD_HTTP_PARTIAL_CONTENT && request->body.length > 0)
        add_header(response, MHD_HTTP_HEADER_CONTENT_RANGE, "bytes 0-%zu/%zu", request->body.length - 1,
                   catalogue_bytes(&server->catalogue, request->image));
    if (request->fault.kind == FAULT_REDIRECT)
        add_header(response, MHD_HTTP_HEADER_LOCATION, "%simage/%u.jpg?hop=%u", server->address,
                   request->image, request->hops + 1);
}

/* Does the reply have no body? */
static bool is_bodyless(const struct request *request)
{
    return request->is_head || request->status == MHD_HTTP_NO_CONTENT ||
           request->status == MHD_HTTP_NOT_MODIFIED;
}

/* Can the whole body go out at once? Then libmicrohttpd sends it with the header, which is twice as fast.
 * An empty body must go out this way, because libmicrohttpd does not call the content reader for it. */
static bool is_simple(const struct server *server, const struct body *body)
{
    return body->ending == ENDING_WHOLE &&
           (body->length == 0 || (body->length <= MAX_BLOCK && !is_limited(server)));
}

static struct MHD_Response *simple_response(struct server *server, struct request *request)
{
    struct body *body = &request->body;

    if (!is_bodyless(request) && body->length > 0) {
        request->first_byte = clock_now();
        request->bytes = body->length;
    }
    traffic_end(server, request);
    return MHD_create_response_from_buffer(body->length, (void *)body->bytes, MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *read_response(struct request *request)
{
    const struct body *body = &request->body;

    return MHD_create_response_from_callback(
        body->ending == ENDING_CHUNKED ? MHD_SIZE_UNKNOWN : body->announced,
        body->length < MAX_BLOCK ? body->length + 1 : MAX_BLOCK, read_body, request, NULL);
}

enum MHD_Result reply_send(struct server *server, struct request *request)
{
    struct MHD_Response *response;

    if (request->fault.kind == FAULT_EMPTY) {
        traffic_end(server, request);
        return MHD_NO;
    }
    if (set_body(server, request) != 0)
        return MHD_NO;
    if (is_simple(server, &request->body)) {
        response = simple_response(server, request);
    } else {
        response = read_response(request);
        if (is_bodyless(request))
            traffic_end(server, request);
    }
    if (!response)
        return MHD_NO;
    add_headers(server, request, response);
    return reply_queue(request, request->connection->handle, response);
}

struct MHD_Response *reply_whole(struct server *server, struct request *request)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        request->body.length, (void *)request->body.bytes, MHD_RESPMEM_PERSISTENT);

    if (response)
        add_headers(server, request, response);
    return response;
}

enum MHD_Result reply_queue(struct request *request, struct MHD_Connection *handle,
                            struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(handle, request->status, response);

    MHD_destroy_response(response);
    return result;
}

enum MHD_Result reply_manifest(struct server *server, struct request *request, struct MHD_Connection *handle)
{
    struct MHD_Response *response;
    int failed;

    if (request->wrong_method)
        failed = set_status(request, MHD_HTTP_METHOD_NOT_ALLOWED);
    else
        failed = reply_set_text(request, MHD_HTTP_OK, TYPE_TEXT, strdup(server->catalogue.manifest));
    if (failed != 0)
        return MHD_NO;
    response = reply_whole(server, request);
    return response ? reply_queue(request, handle, response) : MHD_NO;
}
