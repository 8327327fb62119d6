/*
 * gate.h - requests that the server holds back, so that a test can look while nothing moves.
 *
 * A shut gate holds every request. A hold keeps the requests for one image until requests for others have
 * ended.
 */
#ifndef MOCK_SERVER_GATE_H
#define MOCK_SERVER_GATE_H

#include "request.h"

struct hold {
    unsigned image, others; /* hold `image` until this many more requests for other images have ended */
};

struct gate {
    bool shut;
    unsigned size;      /* the gate is full when it holds this many requests */
    bool full_reported; /* a `wait` has reported it */
    unsigned beyond;    /* how many requests arrived at the full gate */
    unsigned beyond_reported;
    struct request_list held; /* the held requests, oldest first */
    unsigned held_count;
    struct hold *holds;
    size_t hold_count;
};

void gate_prepare(struct gate *gate);

/* Hold every request from now on. The gate is full when it holds `size` requests. */
void gate_shut(struct gate *gate, unsigned size);

/* Hold the requests for `image` until `others` requests for other images have ended. 0, or -1 without
 * memory. */
int gate_hold(struct gate *gate, unsigned image, unsigned others);

/* Hold no request from now on. Requests that are held stay held until they are taken out. */
void gate_open(struct gate *gate);

/* Is the gate shut, and does it hold at least `size` requests? */
bool gate_is_full(const struct gate *gate);

/* Must this request be held? */
bool gate_holds(const struct gate *gate, const struct request *request);

void gate_add(struct gate *gate, struct request *request);
void gate_remove(struct gate *gate, struct request *request);

/* Take out the newest held request with a number of at most `last`. NULL if there is none. */
struct request *gate_take_newest(struct gate *gate, unsigned last);

/* Take out the oldest held request that neither the gate nor a hold keeps now. NULL if there is none. */
struct request *gate_take_released(struct gate *gate);

/* A reply has ended. Returns true if this ends a hold. */
bool gate_count_end(struct gate *gate, const struct request *ended);

/* Open the gate and forget its counts. It must hold no request. */
void gate_reset(struct gate *gate);

void gate_free(struct gate *gate);

#endif
