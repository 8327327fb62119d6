/*
 * server_tests.h - what the tests of the mock server share: the server under test, and its clients.
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

enum { PATIENCE_MS = 60000 }; /* the limit of every wait; only a broken server reaches it */

#define LENGTH(array) (int)(sizeof(array) / sizeof((array)[0]))

/* --- The server: server.c ---------------------------------------------------------------------------- */

extern const char *program;
extern struct server_client server; /* stop_server() ends it after each test */

void start_server(const char *const settings[]);
#define START(...) start_server((const char *const[]){__VA_ARGS__, NULL})
void stop_server(void);

/* Send a command that must succeed. The reply stays valid until the next call. */
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

extern struct row *rows; /* the rows that read_ledger() found */
extern size_t row_count;

void read_ledger(void);

/* The row of the first request for `image`. */
const struct row *row_of(int image);

/* Run the program with `options` until it ends. Returns its exit status. `text` gets its output. */
int run_program(char *const options[], char *text, size_t room);

/* The same with one option. */
int run_option(const char *name, const char *value, char *text, size_t room);

/* Start the program without a control socket. `text` gets the line that it prints when it listens. Returns
 * the process. */
pid_t start_by_hand(char *const options[], char *text, size_t room);

/* The same, for the tests that need only one server: stop_server() ends it. */
void start_alone(char *const options[]);

/* A function that start_by_hand() calls in the new process before the program, or NULL. */
extern void (*before_start)(void);

#define START_ALONE(...) start_alone((char *const[]){__VA_ARGS__, NULL})

unsigned count_lines(const char *text);

/* The text of a file, which must exist. The caller frees it. */
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

/* Send a request with `curl`, which keeps its options and its connection. The caller calls drop() for the
 * reply. */
struct reply fetch_on(CURL *curl, const char *path);
void drop(struct reply *reply);

/* Send a request on a new connection. The reply stays valid until the next call. */
const struct reply *fetch(const char *path);
const struct reply *fetch_image(unsigned image);

/* Many clients at once. */
struct crowd {
    CURLM *multi;
    struct reply *replies;
    size_t count, done;
};

void crowd_begin(struct crowd *crowd, size_t room);

/* Wait at most `milliseconds` for replies or the control socket, and handle the replies. */
void crowd_turn(struct crowd *crowd, int milliseconds);

/* Add a client that asks for `path`. `own`: on a new connection; otherwise it may use a kept one. */
void crowd_add(struct crowd *crowd, const char *path, bool own);
void crowd_ask(struct crowd *crowd, const char *path);
void crowd_ask_images(struct crowd *crowd, unsigned first, unsigned last);

/* Let the clients go on until a figure of the status is exactly `expected`. */
void crowd_until(struct crowd *crowd, const char *figure, unsigned expected);

/* Let a client leave before its reply ends. */
void crowd_leave(struct crowd *crowd, size_t index);

/* Send `command` and let the clients go on until its reply arrives. The reply must start with `reply`. */
void crowd_expect(struct crowd *crowd, const char *command, const char *reply);

void crowd_finish(struct crowd *crowd);
void crowd_end(struct crowd *crowd);
void crowd_all_saved(const struct crowd *crowd, size_t size);

/* Open a plain connection. Returns the socket. */
int connect_plainly(void);
void ask_plainly(int client, const char *path);

/* Wait for input and read some of it. Returns the number of bytes; 0 at the end. */
ssize_t recv_some(int client);

/* Close the socket, with a TCP reset or without. */
void leave_plainly(int client, bool with_reset);

/* --- Its panel: panel_client.c ------------------------------------------------------------------------ */

#define START_PANEL(...) start_alone((char *const[]){"--panel", __VA_ARGS__, NULL})

/* A request. All members but `path` may be NULL. "none" leaves a header out. */
struct panel_request {
    const char *path, *method; /* without a leading slash */
    const char *host, *origin, *header, *body;
};

/* Send the request. The reply stays valid until the next call. */
const struct reply *panel_send(struct panel_request request);

/* Send a POST in the same way as the page. */
const struct reply *panel_post(const char *path, const char *body);

/* The state with the finished rows after row `after`, valid until the next call; then its numbers, texts
 * and rows. */
const cJSON *panel_ask(unsigned long after);
double figure(const cJSON *object, const char *name);
const char *word(const cJSON *object, const char *name);
int length_of(const cJSON *object, const char *name);
const cJSON *panel_row(const cJSON *state, const char *list, int index);

/* Ask for the state until a figure is `expected`. */
void panel_until(const char *name, double expected);

/* The settings and faults of the state, on one line. */
const char *panel_settings(void);

/* --- Pictures: decode.c ------------------------------------------------------------------------------ */

struct pixels {
    unsigned width, height;
    uint64_t sum;                  /* a hash of all pixels */
    unsigned char white[2048 * 8]; /* the white pixels: one bit for each of the first 128 Ki pixels */
};

/* Decode with libjpeg. An error or a warning fails the test. */
struct pixels decode(const unsigned char *bytes, size_t size);

/* --- The tests, one group in each file --------------------------------------------------------------- */

/* A group of tests, to which a file adds its tests. */
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
