/*
 * request.h - one request, from its first line to the end of its reply: a row of the ledger.
 */
#ifndef MOCK_SERVER_REQUEST_H
#define MOCK_SERVER_REQUEST_H

#include "settings.h"
#include "timer.h"

#include <stdbool.h>
#include <sys/queue.h>

struct connection;

enum request_kind { REQUEST_IMAGE, REQUEST_VALUE, REQUEST_UNKNOWN, REQUEST_MANIFEST, REQUEST_PANEL };

/* Where a request stands. It is in flight from HELD to REPLYING. */
enum request_stage {
    STAGE_NEW,      /* its header is not complete */
    STAGE_HELD,     /* by the gate, or by `hold` */
    STAGE_QUEUED,   /* for one of the `capacity` places */
    STAGE_DELAYED,  /* its timer runs */
    STAGE_REPLYING, /* libmicrohttpd asks for the reply, or sends it */
    STAGE_FINISHED,
};

/* How a reply ends after the last of its bytes. */
enum reply_ending { ENDING_WHOLE, ENDING_CHUNKED, ENDING_CLOSE, ENDING_RESET, ENDING_STALL };

/* The body of a reply: `length` bytes are sent where `announced` are promised. */
struct body {
    const unsigned char *bytes;
    const char *type; /* as in Content-Type */
    char *own;        /* what `bytes` points to where this request has to free it */
    size_t length, announced;
    enum reply_ending ending;
    size_t granted; /* bytes of the next piece under a limited bandwidth, which is sent at `due` */
    int64_t due;
    int64_t passed_at; /* when a limited bandwidth has let pass what was sent so far */
};

struct request {
    enum request_kind kind;
    enum request_stage stage;
    unsigned image; /* 0 for anything else */
    unsigned hops;  /* of a redirect, behind it */
    bool head;      /* only the header of the reply is wanted */
    bool refused;   /* it is neither GET nor HEAD, but */
    bool post;      /* POST, maybe */
    char *path;     /* as it was asked for, without scheme and host */

    /* Times are nanoseconds of clock_now(), 0 where it did not come to that. */
    unsigned number; /* its row's, from 1; 0: it has none, or none any more */
    unsigned attempt, status, connection_number, place;
    unsigned short port;
    int64_t connected, accepted, admitted, first_byte, end, delay;
    size_t bytes;
    struct fault fault; /* what this attempt meets */
    bool gone;

    bool in_ledger;                /* which frees it, then, once it is over */
    bool served;                   /* it has one of the `capacity` places */
    struct connection *connection; /* NULL once the reply is out of the server's hands */
    struct timer timer;
    struct body body;
    char *upload; /* what came with a request for the panel, NULL where nothing did */
    size_t upload_length;
    TAILQ_ENTRY(request) waiting; /* in the gate, then in the queue */
};

TAILQ_HEAD(request_list, request);

/* A request for `target`, a path or a whole URL; its kind and image are told from it. NULL: no memory. */
struct request *request_new(const char *target);
void request_free(struct request *request);

/* The path without what follows a question mark. */
size_t request_path_length(const struct request *request);

#endif
