/*
 * clients.c - clients of the server: one or many with libcurl, and plain sockets.
 */
#include "server_tests.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- One client -------------------------------------------------------------------------------------- */

static size_t keep_body(char *bytes, size_t one, size_t size, void *closure)
{
    struct reply *reply = closure;

    (void)one;
    reply->body = realloc(reply->body, reply->size + size + 1);
    memcpy(reply->body + reply->size, bytes, size);
    reply->size += size;
    reply->body[reply->size] = '\0';
    return size;
}

static size_t keep_header(char *bytes, size_t one, size_t size, void *closure)
{
    struct reply *reply = closure;
    size_t used = strlen(reply->headers);

    if (used + size < sizeof(reply->headers)) {
        memcpy(reply->headers + used, bytes, size);
        reply->headers[used + size] = '\0';
    }
    return one * size;
}

/* Prepare the handle of `reply` for a request for `path`, which has no leading slash. */
static void prepare(struct reply *reply, const char *path)
{
    char url[256];

    snprintf(url, sizeof(url), "%s%s", server.address, path);
    curl_easy_setopt(reply->curl, CURLOPT_URL, url);
    curl_easy_setopt(reply->curl, CURLOPT_WRITEFUNCTION, keep_body);
    curl_easy_setopt(reply->curl, CURLOPT_WRITEDATA, reply);
    curl_easy_setopt(reply->curl, CURLOPT_HEADERFUNCTION, keep_header);
    curl_easy_setopt(reply->curl, CURLOPT_HEADERDATA, reply);
    curl_easy_setopt(reply->curl, CURLOPT_PRIVATE, reply);
    curl_easy_setopt(reply->curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(reply->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(reply->curl, CURLOPT_TIMEOUT_MS, (long)PATIENCE_MS);
}

struct reply fetch_on(CURL *curl, const char *path)
{
    struct reply reply = {.curl = curl};

    prepare(&reply, path);
    reply.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
    return reply;
}

void drop(struct reply *reply)
{
    free(reply->body);
    reply->body = NULL;
}

const struct reply *fetch(const char *path)
{
    static struct reply reply;

    drop(&reply);
    reply = fetch_on(curl_easy_init(), path);
    curl_easy_cleanup(reply.curl);
    reply.curl = NULL;
    return &reply;
}

const struct reply *fetch_image(unsigned image)
{
    char path[32];

    snprintf(path, sizeof(path), "image/%u.jpg", image);
    return fetch(path);
}

/* --- Many clients ------------------------------------------------------------------------------------ */

void crowd_begin(struct crowd *crowd, size_t room)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    *crowd = (struct crowd){.multi = curl_multi_init(), .replies = calloc(room, sizeof(struct reply))};
}

void crowd_turn(struct crowd *crowd, int milliseconds)
{
    struct curl_waitfd control = {.fd = server.control, .events = CURL_WAIT_POLLIN};
    CURLMsg *message;
    int left;

    ck_assert_int_eq(curl_multi_poll(crowd->multi, &control, 1, milliseconds, NULL), CURLM_OK);
    ck_assert_int_eq(curl_multi_perform(crowd->multi, &left), CURLM_OK);
    while ((message = curl_multi_info_read(crowd->multi, &left)) != NULL) {
        struct reply *reply;

        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &reply);
        curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &reply->status);
        reply->code = message->data.result;
        reply->done = true;
        curl_multi_remove_handle(crowd->multi, reply->curl);
        crowd->done++;
    }
}

void crowd_add(struct crowd *crowd, const char *path, bool own)
{
    struct reply *reply = &crowd->replies[crowd->count++];

    reply->curl = curl_easy_init();
    prepare(reply, path);
    curl_easy_setopt(reply->curl, CURLOPT_FRESH_CONNECT, (long)own);
    curl_easy_setopt(reply->curl, CURLOPT_FORBID_REUSE, (long)own);
    ck_assert_int_eq(curl_multi_add_handle(crowd->multi, reply->curl), CURLM_OK);
}

void crowd_ask(struct crowd *crowd, const char *path)
{
    crowd_add(crowd, path, true);
}

void crowd_ask_images(struct crowd *crowd, unsigned first, unsigned last)
{
    char path[32];

    for (unsigned image = first; image <= last; image++) {
        snprintf(path, sizeof(path), "image/%u.jpg", image);
        crowd_ask(crowd, path);
    }
}

void crowd_leave(struct crowd *crowd, size_t index)
{
    struct reply *reply = &crowd->replies[index];

    ck_assert(!reply->done);
    curl_multi_remove_handle(crowd->multi, reply->curl);
    reply->done = true;
    crowd->done++;
}

void crowd_expect(struct crowd *crowd, const char *command, const char *reply)
{
    struct pollfd control = {.fd = server.control, .events = POLLIN};
    char *answer;

    ck_assert_int_eq(server_send(&server, "%s", command), 0);
    while (poll(&control, 1, 0) == 0)
        crowd_turn(crowd, PATIENCE_MS);
    answer = server_receive(&server);
    ck_assert_ptr_nonnull(answer);
    ck_assert_msg(strncmp(answer, reply, strlen(reply)) == 0, "\"%s\": expected \"%s\", got \"%s\"", command,
                  reply, answer);
    free(answer);
}

void crowd_until(struct crowd *crowd, const char *figure, unsigned expected)
{
    char command[64], reply[16];

    snprintf(command, sizeof(command), "until %s %u", figure, expected);
    snprintf(reply, sizeof(reply), "%u\n", expected);
    crowd_expect(crowd, command, reply);
}

void crowd_finish(struct crowd *crowd)
{
    while (crowd->done < crowd->count)
        crowd_turn(crowd, PATIENCE_MS);
}

void crowd_end(struct crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++) {
        curl_easy_cleanup(crowd->replies[i].curl);
        drop(&crowd->replies[i]);
    }
    curl_multi_cleanup(crowd->multi);
    free(crowd->replies);
}

void crowd_all_saved(const struct crowd *crowd, size_t size)
{
    for (size_t i = 0; i < crowd->count; i++) {
        ck_assert_int_eq(crowd->replies[i].code, CURLE_OK);
        ck_assert_int_eq(crowd->replies[i].status, 200);
        ck_assert_uint_eq(crowd->replies[i].size, size);
    }
}

/* --- Bare connections -------------------------------------------------------------------------------- */

int connect_plainly(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_port = htons((uint16_t)atoi(strrchr(server.address, ':') + 1));
    ck_assert_int_eq(connect(client, (struct sockaddr *)&address, sizeof(address)), 0);
    return client;
}

void ask_plainly(int client, const char *path)
{
    dprintf(client, "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
}

ssize_t recv_some(int client)
{
    struct pollfd readable = {.fd = client, .events = POLLIN};
    char some[65536];

    ck_assert_int_eq(poll(&readable, 1, PATIENCE_MS), 1);
    return recv(client, some, sizeof(some), 0);
}

void leave_plainly(int client, bool with_reset)
{
    struct linger at_once = {.l_onoff = 1};

    if (with_reset)
        setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close(client);
}
