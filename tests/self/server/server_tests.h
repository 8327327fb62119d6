/*
 * server_tests.h - what the tests of the mock server share: the server under test, and its plain clients.
 */
#ifndef SERVER_TESTS_H
#define SERVER_TESTS_H

#include "../../../mock_server/client.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { PATIENCE_MS = 60000 }; /* for what is sure to come: no test waits so long but for a broken server */

#define LENGTH(array) (int)(sizeof(array) / sizeof((array)[0]))

/* --- The server: server.c ---------------------------------------------------------------------------- */

extern const char *program;
extern struct server_client server; /* ended after each test */

void start_server(const char *const settings[]);
#define START(...) start_server((const char *const[]){__VA_ARGS__, NULL})
void stop_server(void);

/* The reply to a command, which must not be refused. It stays good until the next one. */
const char *ask(const char *command);
void expect(const char *command, const char *reply);

struct status {
    unsigned in_flight, peak, requests, ended, connections, open, held, beyond;
};

struct status status(void);

struct row {
    unsigned request, attempt, status, connection, place, port, bytes, gone;
    int image;
    double connected, accepted, admitted, first_byte, end, delay;
    char fault[16], path[64];
};

extern struct row *rows; /* of the last read_ledger() */
extern size_t row_count;

void read_ledger(void);

/* The row of the first request for `image`. */
const struct row *row_of(int image);

/* Run the program with options until it ends by itself. Returns its exit status; what it wrote is in `text`.
 */
int run_program(char *const options[], char *text, size_t room);

/* The same with one. */
int run_option(const char *name, const char *value, char *text, size_t room);

/* Start it without a control socket. What it says when it is ready is in `text`. Returns the process. */
pid_t start_by_hand(char *const options[], char *text, size_t room);

/* Start it with `options` and without a control socket: stop_server() ends it. */
void start_alone(char *const options[]);

/* What a server that is started by hand does before it begins, NULL: nothing. */
extern void (*before_start)(void);

#define START_ALONE(...) start_alone((char *const[]){__VA_ARGS__, NULL})

unsigned count_lines(const char *text);

/* A whole file, which must be there. The caller frees. */
char *read_text(const char *path);

/* --- Its clients: clients.c -------------------------------------------------------------------------- */

struct reply {
    CURL *curl;
    CURLcode code;
    long status;
    unsigned char *body;
    size_t size;
    char headers[1024];
    bool done;
};

/* Ask on `curl`, whose options and connection are kept. The caller calls drop() on what is returned. */
struct reply fetch_on(CURL *curl, const char *path);
void drop(struct reply *reply);

/* Ask on a connection of its own, and keep the reply until the next call. */
const struct reply *fetch(const char *path);
const struct reply *fetch_image(unsigned image);

/* Many at once. */
struct crowd {
    CURLM *multi;
    struct reply *replies;
    size_t count, done;
};

void crowd_begin(struct crowd *crowd, size_t room);

/* Wait up to `milliseconds` for replies and for the control socket, and take what has come. */
void crowd_turn(struct crowd *crowd, int milliseconds);

/* One more client asks for `path`, on a connection of its own, or maybe on one that another has left. */
void crowd_add(struct crowd *crowd, const char *path, bool own);
void crowd_ask(struct crowd *crowd, const char *path);
void crowd_ask_images(struct crowd *crowd, unsigned first, unsigned last);

/* Let the crowd go on until a figure of the status has risen to `expected`, and is no higher. */
void crowd_until(struct crowd *crowd, const char *figure, unsigned expected);

/* A client closes its connection in the middle. */
void crowd_leave(struct crowd *crowd, size_t index);

/* Let the crowd go on until the server answers `command`, and tell whether that begins with `reply`. */
void crowd_expect(struct crowd *crowd, const char *command, const char *reply);

void crowd_finish(struct crowd *crowd);
void crowd_end(struct crowd *crowd);
void crowd_all_saved(const struct crowd *crowd, size_t size);

/* A connection of which nobody takes care. Returns the socket. */
int connect_plainly(void);
void ask_plainly(int client, const char *path);

/* Take some of what has come, after waiting for it. Returns how many bytes; 0 at the end. */
ssize_t recv_some(int client);

/* Close it, with a reset or in the usual way. */
void leave_plainly(int client, bool with_reset);

/* --- Its panel: panel_client.c ------------------------------------------------------------------------ */

#define START_PANEL(...) start_alone((char *const[]){"--panel", __VA_ARGS__, NULL})

/* A request, of which all but the path may be NULL; "none" is a header that is not sent. */
struct panel_request {
    const char *path, *method; /* without a leading slash */
    const char *host, *origin, *header, *body;
};

/* Send it. The reply stays good until the next call. */
const struct reply *panel_send(struct panel_request request);

/* Post as the page does. */
const struct reply *panel_post(const char *path, const char *body);

/* The state from after row `after` on, which stays good until the next call; and figures in it, and its rows.
 */
const cJSON *panel_ask(unsigned long after);
double figure(const cJSON *object, const char *name);
const char *word(const cJSON *object, const char *name);
int length_of(const cJSON *object, const char *name);
const cJSON *panel_row(const cJSON *state, const char *list, int index);

/* Ask until a figure of the state is `due`. */
void panel_until(const char *name, double due);

/* Its settings and faults, on one line. */
const char *panel_settings(void);

/* --- Pictures: decode.c ------------------------------------------------------------------------------ */

struct pixels {
    unsigned width, height;
    uint64_t sum;                  /* of all of them */
    unsigned char white[2048 * 8]; /* where it is white, one bit for each of the first 128 Ki pixels */
};

/* Decode with libjpeg, whose default ends the test at an error; a warning is one here, too. */
struct pixels decode(const unsigned char *bytes, size_t size);

/* --- The tests, each group in a file of its own ------------------------------------------------------ */

/* A group, to which its file adds its tests. */
TCase *new_case(const char *name);

TCase *picture_tests(void);
TCase *delay_tests(void);
TCase *capacity_tests(void);
TCase *fault_tests(void);
TCase *http_tests(void);
TCase *gate_tests(void);
TCase *leaving_tests(void);
TCase *connection_tests(void);
TCase *ledger_tests(void);
TCase *setting_tests(void);
TCase *control_tests(void);
TCase *life_tests(void);
TCase *alone_tests(void);
TCase *panel_tests(void);
TCase *panel_guard_tests(void);

#endif
