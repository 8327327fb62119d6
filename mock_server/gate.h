/*
 * gate.h - holding replies back, so that somebody can look while nothing moves.
 *
 * The gate holds all replies; a hold keeps those to one image until others have been served.
 */
#ifndef MOCK_SERVER_GATE_H
#define MOCK_SERVER_GATE_H

#include "request.h"

struct hold {
    unsigned image, others; /* kept until this many more requests for other images have ended */
};

struct gate {
    bool shut;
    unsigned size;      /* requests that make it full */
    bool full_reported; /* `wait` has said so */
    unsigned beyond;    /* requests that came when it was full */
    unsigned beyond_reported;
    struct request_list held; /* oldest first */
    unsigned held_count;
    struct hold *holds;
    size_t hold_count;
};

void gate_prepare(struct gate *gate);

/* Hold every request from now on, the first `size` of them as is due. */
void gate_shut(struct gate *gate, unsigned size);

/* Keep the requests for `image` until `others` for other images have ended. 0, or -1: no memory. */
int gate_hold(struct gate *gate, unsigned image, unsigned others);

/* Hold no request from now on. Those that are held stay so until somebody takes them. */
void gate_open(struct gate *gate);

/* Is it shut, with as many requests as it is for? */
bool gate_is_full(const struct gate *gate);

/* Is this request to be held? */
bool gate_holds(const struct gate *gate, const struct request *request);

void gate_add(struct gate *gate, struct request *request);
void gate_remove(struct gate *gate, struct request *request);

/* Take out the newest held request whose number is at most `last`. NULL if there is none. */
struct request *gate_take_newest(struct gate *gate, unsigned last);

/* Take out the oldest held request that nothing holds any more. NULL if there is none. */
struct request *gate_take_released(struct gate *gate);

/* A reply has ended. Returns true if a hold has ended with it. */
bool gate_count_end(struct gate *gate, const struct request *ended);

/* Open it without letting go anything: to be called when nothing is held. */
void gate_reset(struct gate *gate);

void gate_free(struct gate *gate);

#endif
