/*
 * request.h - one request, from its first line to the end of its reply. It is a row of the ledger.
 */
#ifndef MOCK_SERVER_REQUEST_H
#define MOCK_SERVER_REQUEST_H

#include "settings.h"
#include "timer.h"

#include <stdbool.h>
#include <sys/queue.h>

struct connection;

enum request_kind { REQUEST_IMAGE, REQUEST_VALUE, REQUEST_UNKNOWN, REQUEST_MANIFEST, REQUEST_PANEL };

/* The stages of a request. It is in flight from HELD to REPLYING. */
enum request_stage {
    STAGE_NEW,      /* the header is not complete */
    STAGE_HELD,     /* the gate or a hold keeps it */
    STAGE_QUEUED,   /* it waits for one of the `capacity` places */
    STAGE_DELAYED,  /* it waits for its timer */
    STAGE_REPLYING, /* libmicrohttpd asks for the reply or sends it */
    STAGE_FINISHED,
};

/* What follows the last byte of a reply. */
enum reply_ending { ENDING_WHOLE, ENDING_CHUNKED, ENDING_CLOSE, ENDING_RESET, ENDING_STALL };

/* The body of a reply. The header announces `announced` bytes, and `length` bytes are sent. */
struct body {
    const unsigned char *bytes;
    const char *type; /* the value of Content-Type */
    char *own;        /* the memory of `bytes` if the request must free it, else NULL */
    size_t length, announced;
    enum reply_ending ending;
    size_t granted; /* with a limited bandwidth: the size of the next piece, which goes out at `due` */
    int64_t due;
    int64_t passed_at; /* with a limited bandwidth: when the bytes so far have gone out */
};

struct request {
    enum request_kind kind;
    enum request_stage stage;
    unsigned image;    /* 0 if the path is not an image's */
    unsigned hops;     /* how many redirects led to this request */
    bool is_head;      /* the client wants only the header */
    bool wrong_method; /* the method is neither GET nor HEAD */
    bool is_post;      /* the method is POST */
    char *path;        /* the path of the request, without scheme and host */

    /* Times are nanoseconds of clock_now(), or 0 if the request has not come that far. */
    unsigned number; /* the number of its row, from 1; 0 before it arrives and after a reset */
    unsigned attempt, status, connection_number, place;
    unsigned short port;
    int64_t connected, accepted, admitted, first_byte, end, delay;
    size_t bytes;
    struct fault fault; /* the fault that this attempt meets */
    bool gone;

    bool in_ledger;                /* the ledger owns the request */
    bool served;                   /* it has one of the `capacity` places */
    struct connection *connection; /* NULL after libmicrohttpd has finished the request */
    struct timer timer;
    struct body body;
    char *upload; /* the body of a POST to the panel, or NULL */
    size_t upload_length;
    TAILQ_ENTRY(request) waiting; /* link in the gate, then in the queue */
};

TAILQ_HEAD(request_list, request);

/* Make a request for `target`, a path or a whole URL, and find its kind and image. NULL without memory. */
struct request *request_new(const char *target);
void request_free(struct request *request);

/* The length of the path without the part that starts with a question mark. */
size_t request_path_length(const struct request *request);

#endif
