/*
 * Libcurl gets more transfers than may be under way, and keeps its connections to that number by itself.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */
#define MOST_QUEUED   64   /* each has a file open, so not all of a long list at once */

struct place {
    CURL *curl;
    struct transfer transfer;
    double begun; /* when it was given a connection, in seconds; 0: it waits for one */
};

struct loop {
    const struct image *images;
    size_t count, next, in_hand;
    long *outcomes;
    CURLM *multi;
};

static double seconds(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void note_begin(struct place *place)
{
    if (place->begun == 0)
        place->begun = seconds();
}

/* Called with a new connection's socket. */
static int connects(void *place, curl_socket_t socket, curlsocktype purpose)
{
    (void)socket, (void)purpose;
    note_begin(place);
    return CURL_SOCKOPT_OK;
}

/* Called when there is a connection, new or not. */
static int asks(void *place, char *there, char *here, int there_port, int here_port)
{
    (void)there, (void)here, (void)there_port, (void)here_port;
    note_begin(place);
    return CURL_PREREQFUNC_OK;
}

static void hand_over(struct loop *loop, struct place *place)
{
    place->begun = 0;
    curl_easy_setopt(place->curl, CURLOPT_SOCKOPTFUNCTION, connects);
    curl_easy_setopt(place->curl, CURLOPT_SOCKOPTDATA, place);
    curl_easy_setopt(place->curl, CURLOPT_PREREQFUNCTION, asks);
    curl_easy_setopt(place->curl, CURLOPT_PREREQDATA, place);
    curl_multi_add_handle(loop->multi, place->curl);
}

static void hand_over_next(struct loop *loop, struct place *place)
{
    while (loop->next < loop->count) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (loop->outcomes[i] == 0) {
            hand_over(loop, place);
            loop->in_hand++;
            return;
        }
    }
}

/* The time limit runs from when libcurl gets a transfer, even while that waits for a connection to be free.
 * A transfer that waited for most of that time had no chance. */
static bool ran_out_of_time_in_the_queue(const struct place *place, CURLcode code)
{
    curl_off_t whole_time = 0; /* microseconds */

    curl_easy_getinfo(place->curl, CURLINFO_TOTAL_TIME_T, &whole_time);
    return code == CURLE_OPERATION_TIMEDOUT &&
           (place->begun == 0 || (seconds() - place->begun) * 2 < (double)whole_time / 1e6);
}

static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        struct place *place = (struct place *)((char *)transfer - offsetof(struct place, transfer));
        curl_multi_remove_handle(loop->multi, curl);
        if (ran_out_of_time_in_the_queue(place, code)) {
            hand_over(loop, place);
            continue;
        }
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_hand--;
        hand_over_next(loop, place);
    }
}

static void run(struct loop *loop)
{
    int running;

    while (loop->in_hand > 0) {
        curl_multi_perform(loop->multi, &running);
        finish_ended(loop);
        if (loop->in_hand > 0)
            curl_multi_poll(loop->multi, NULL, 0, LONGEST_SLEEP, NULL);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .multi = curl_multi_init()};
    size_t in_hand = workers + MOST_QUEUED < count ? workers + MOST_QUEUED : count, saved = 0;
    struct place *places = calloc(in_hand + 1, sizeof *places);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (loop.multi && places) {
        curl_multi_setopt(loop.multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)workers);
        for (size_t p = 0; p < in_hand; p++)
            if ((places[p].curl = curl_easy_init()))
                hand_over_next(&loop, &places[p]);
        run(&loop);
        for (size_t p = 0; p < in_hand; p++)
            curl_easy_cleanup(places[p].curl);
    }
    curl_multi_cleanup(loop.multi);
    free(places);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
