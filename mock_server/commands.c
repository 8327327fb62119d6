#include "commands.h"

#include "lifecycle.h"
#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* How a command ends. OUTCOME_LATER: commands_check() sends the reply. */
enum outcome { OUTCOME_DONE, OUTCOME_REFUSED, OUTCOME_LATER };

typedef enum outcome command_function(struct server *server, char *argument, FILE *out,
                                      struct refusal *refusal);

static enum outcome outcome_of(int result)
{
    return result == 0 ? OUTCOME_DONE : OUTCOME_REFUSED;
}

static enum outcome command_start(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    if (lifecycle_start(server, refusal) != 0)
        return OUTCOME_REFUSED;
    fprintf(out, "address %s\n", server->address);
    return OUTCOME_DONE;
}

static enum outcome command_manifest(struct server *server, char *argument, FILE *out,
                                     struct refusal *refusal)
{
    (void)argument;
    if (!server->settings.started)
        return outcome_of(refuse(refusal, "manifest: expected after \"start\""));
    fputs(server->catalogue.manifest, out);
    return OUTCOME_DONE;
}

static enum outcome command_gate(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    uint64_t size;

    (void)out;
    if (parse_number(argument, "gate", 0, UINT32_MAX, &size, refusal) != 0)
        return OUTCOME_REFUSED;
    gate_shut(&server->gate, (unsigned)size);
    return OUTCOME_DONE;
}

static enum outcome command_hold(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    char *second = strchr(argument, ' ');
    uint64_t image, others;

    (void)out;
    if (!second)
        return outcome_of(refuse(refusal, "hold: expected IMAGE N, got \"%s\"", argument));
    *second++ = '\0';
    if (parse_number(argument, "hold: the image", 1, MAX_IMAGES, &image, refusal) != 0 ||
        parse_number(second, "hold", 0, UINT32_MAX, &others, refusal) != 0)
        return OUTCOME_REFUSED;
    if (gate_hold(&server->gate, (unsigned)image, (unsigned)others) != 0)
        return outcome_of(refuse(refusal, "hold: no memory"));
    return OUTCOME_DONE;
}

static enum outcome command_wait(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    uint64_t milliseconds;

    (void)out;
    if (parse_number(argument, "wait", 0, 24 * 3600 * 1000, &milliseconds, refusal) != 0)
        return OUTCOME_REFUSED;
    server->control.waiting = true;
    server->control.since = clock_now();
    server->control.silence = (int64_t)milliseconds * NANOSECONDS_A_MILLISECOND;
    return OUTCOME_LATER;
}

/* The figure of the status that `until` can wait for. NULL if the name is unknown. */
static const unsigned *find_figure(const struct server *server, const char *name)
{
    const struct {
        const char *name;
        const unsigned *figure;
    } figures[] = {
        {"in_flight", &server->traffic.in_flight},
        {"requests", &server->traffic.requests},
        {"ended", &server->traffic.ended},
        {"held", &server->gate.held_count},
    };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (strcmp(figures[i].name, name) == 0)
            return figures[i].figure;
    return NULL;
}

static enum outcome command_until(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    char *second = strchrnul(argument, ' ');
    const unsigned *figure;
    uint64_t least;

    (void)out;
    if (*second != '\0')
        *second++ = '\0';
    figure = find_figure(server, argument);
    if (!figure)
        return outcome_of(
            refuse(refusal, "until: expected in_flight, requests, ended or held, got \"%s\"", argument));
    if (parse_number(second, "until", 0, UINT32_MAX, &least, refusal) != 0)
        return OUTCOME_REFUSED;
    server->control.figure = figure;
    server->control.least = (unsigned)least;
    return OUTCOME_LATER;
}

static enum outcome command_alarm(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    uint64_t most;

    (void)out;
    if (parse_number(argument, "alarm", 0, UINT32_MAX, &most, refusal) != 0)
        return OUTCOME_REFUSED;
    server->control.alarm = (unsigned)most;
    return OUTCOME_DONE;
}

static enum outcome command_held(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    (void)refusal;
    for (const struct request *request = TAILQ_FIRST(&server->gate.held); request;
         request = TAILQ_NEXT(request, waiting))
        fprintf(out, "%d %u %hu\n", request->image == 0 ? -1 : (int)request->image,
                request->connection_number, request->port);
    return OUTCOME_DONE;
}

static enum outcome command_open(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    (void)out;
    (void)refusal;
    gate_open(&server->gate);
    traffic_release(server, UINT_MAX);
    return OUTCOME_DONE;
}

static enum outcome command_pass(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    (void)out;
    if (!server->gate.shut)
        return outcome_of(refuse(refusal, "pass: expected a shut gate; shut one with \"gate K\""));
    traffic_release(server, UINT_MAX);
    gate_shut(&server->gate, server->gate.size);
    return OUTCOME_DONE;
}

static enum outcome command_release(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    uint64_t count;

    (void)out;
    if (parse_number(argument, "release", 0, UINT32_MAX, &count, refusal) != 0)
        return OUTCOME_REFUSED;
    if (!server->gate.shut)
        return outcome_of(refuse(refusal, "release: expected a shut gate; shut one with \"gate K\""));
    traffic_release(server, (unsigned)count);
    gate_shut(&server->gate, server->gate.size);
    return OUTCOME_DONE;
}

static enum outcome command_status(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    const struct traffic *traffic = &server->traffic;

    (void)argument;
    (void)refusal;
    fprintf(out, "in_flight=%u peak=%u requests=%u ended=%u connections=%u open=%u held=%u beyond=%u\n",
            traffic->in_flight, traffic->peak, traffic->requests, traffic->ended, server->connections.total,
            server->connections.count, server->gate.held_count, server->gate.beyond);
    return OUTCOME_DONE;
}

static enum outcome command_requests(struct server *server, char *argument, FILE *out,
                                     struct refusal *refusal)
{
    (void)argument;
    (void)refusal;
    ledger_print(&server->ledger, out);
    return OUTCOME_DONE;
}

static enum outcome command_ledger(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    if (server->settings.ledger[0] == '\0')
        return outcome_of(refuse(refusal, "ledger: expected a file; set it with \"ledger FILE\""));
    if (ledger_write(&server->ledger, server->settings.ledger, refusal) != 0)
        return OUTCOME_REFUSED;
    fprintf(out, "%zu\n", server->ledger.count);
    return OUTCOME_DONE;
}

static enum outcome command_reset(struct server *server, char *argument, FILE *out, struct refusal *refusal)
{
    (void)argument;
    (void)out;
    (void)refusal;
    gate_open(&server->gate);
    traffic_release(server, UINT_MAX);
    gate_reset(&server->gate);
    traffic_reset(server);
    return OUTCOME_DONE;
}

static const struct command {
    const char *name;
    bool takes_argument;
    command_function *function;
} commands[] = {
    {"start", false, command_start},   {"manifest", false, command_manifest},
    {"gate", true, command_gate},      {"hold", true, command_hold},
    {"wait", true, command_wait},      {"held", false, command_held},
    {"open", false, command_open},     {"status", false, command_status},
    {"ledger", false, command_ledger}, {"requests", false, command_requests},
    {"reset", false, command_reset},   {"alarm", true, command_alarm},
    {"pass", false, command_pass},     {"release", true, command_release},
    {"until", true, command_until},
};

static enum outcome obey(struct server *server, char *line, FILE *out, struct refusal *refusal)
{
    char *argument = strchrnul(line, ' ');
    bool given = *argument != '\0';

    if (server->control.waiting || server->control.figure)
        return outcome_of(
            refuse(refusal, "expected no command before the reply to the last one, got \"%s\"", line));
    if (given)
        *argument++ = '\0';
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, line) == 0 && commands[i].takes_argument == given)
            return commands[i].function(server, argument, out, refusal);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, line) == 0 && !settings_known(line))
            return outcome_of(refuse(refusal, "%s: expected %s argument, got %s", line, given ? "no" : "an",
                                     given ? argument : "none"));
    if (!settings_known(line))
        return outcome_of(refuse(refusal, "expected a command of mock_server/README.md, got \"%s\"", line));
    if (settings_apply(&server->settings, line, argument, refusal) != 0)
        return OUTCOME_REFUSED;
    traffic_serve_queued(server); /* the capacity may have grown */
    return OUTCOME_DONE;
}

/* If the other end has closed, the next commands_read() finds out. */
static void send_all(int socket, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(socket, text, length, MSG_NOSIGNAL);

        if (sent < 0 && errno != EINTR)
            return;
        if (sent > 0) {
            text += sent;
            length -= (size_t)sent;
        }
    }
}

static void obey_line(struct server *server, char *line)
{
    struct refusal refusal;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    enum outcome outcome;

    if (!out) {
        server->stopping = true;
        return;
    }
    outcome = obey(server, line, out, &refusal);
    if (outcome == OUTCOME_REFUSED)
        fprintf(out, "error: %s\n", refusal.text);
    fputs(".\n", out);
    if (fclose(out) != 0)
        server->stopping = true;
    else if (outcome != OUTCOME_LATER)
        send_all(server->control.socket, text, length);
    free(text);
}

void commands_read(struct server *server)
{
    struct control *control = &server->control;
    size_t room = sizeof control->line - control->length;
    ssize_t got = recv(control->socket, control->line + control->length, room, MSG_DONTWAIT);
    char *newline;

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        server->stopping = true;
        return;
    }
    control->length += (size_t)got;
    while ((newline = memchr(control->line, '\n', control->length)) != NULL) {
        size_t used = (size_t)(newline - control->line) + 1;

        *newline = '\0';
        obey_line(server, control->line);
        control->length -= used;
        memmove(control->line, control->line + used, control->length);
    }
    if (control->length == sizeof control->line) {
        static const char REPLY[] = "error: expected a line of at most 8191 bytes\n.\n";

        send_all(control->socket, REPLY, strlen(REPLY));
        server->stopping = true;
    }
}

int64_t commands_due(const struct server *server)
{
    const struct control *control = &server->control;
    int64_t since = control->since;

    if (!control->waiting)
        return INT64_MAX;
    if (server->traffic.last_event > since)
        since = server->traffic.last_event;
    return since + control->silence;
}

static void check_figure(struct server *server)
{
    struct control *control = &server->control;
    char reply[32];
    int length;

    if (!control->figure)
        return;
    traffic_cancel_departed(server); /* do not count a client that has just left */
    if (*control->figure < control->least)
        return;
    length = snprintf(reply, sizeof reply, "%u\n.\n", *control->figure);
    control->figure = NULL;
    send_all(control->socket, reply, (size_t)length);
}

static bool is_flooded(const struct server *server)
{
    unsigned most = server->control.alarm;

    return most > 0 && (server->traffic.requests > most || server->connections.total > most);
}

void commands_check(struct server *server, bool idle)
{
    struct gate *gate = &server->gate;
    const char *news = NULL;
    char reply[64];
    int length;

    check_figure(server);
    if (!server->control.waiting)
        return;
    if (gate_is_full(gate))
        traffic_cancel_departed(server); /* a held client may have just left */
    if (is_flooded(server)) {
        server->control.alarm = 0;
        news = "flood";
    } else if (gate_is_full(gate) && !gate->full_reported) {
        gate->full_reported = true;
        news = "full";
    } else if (gate->shut && gate->beyond > gate->beyond_reported) {
        gate->beyond_reported = gate->beyond;
        news = "beyond";
    } else if (idle && clock_now() >= commands_due(server)) {
        news = "quiet";
    }
    if (!news)
        return;
    server->control.waiting = false;
    length = snprintf(reply, sizeof reply, "%s %u\n.\n", news, gate->held_count);
    send_all(server->control.socket, reply, (size_t)length);
}
