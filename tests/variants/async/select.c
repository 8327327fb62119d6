/*
 * select() waits on the descriptors that curl_multi_fdset() names, for the time that curl_multi_timeout()
 * gives.
 */
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP   1000 /* milliseconds */
#define WITHOUT_SOCKETS 20   /* milliseconds, where libcurl has no socket to show yet */

struct loop {
    const struct image *images;
    size_t count, next, in_flight;
    long *outcomes;
    CURLM *multi;
};

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    while (loop->next < loop->count) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(transfer, &loop->images[i], curl);
        if (loop->outcomes[i] == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
    }
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
        curl_multi_remove_handle(loop->multi, curl);
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

static void wait_for_something(CURLM *multi)
{
    fd_set readable, writable, exceptional;
    long timeout = -1;
    int highest = -1;

    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_ZERO(&exceptional);
    curl_multi_fdset(multi, &readable, &writable, &exceptional, &highest);
    curl_multi_timeout(multi, &timeout);
    if (timeout < 0 || timeout > LONGEST_SLEEP)
        timeout = LONGEST_SLEEP;
    if (highest < 0 && timeout > WITHOUT_SOCKETS)
        timeout = WITHOUT_SOCKETS;

    struct timeval patience = {timeout / 1000, timeout % 1000 * 1000};
    select(highest + 1, &readable, &writable, &exceptional, &patience);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .multi = curl_multi_init()};
    size_t places = workers < count ? workers : count, saved = 0;
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);
    int running;

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (loop.multi && transfers && handles) {
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        while (loop.in_flight > 0) {
            wait_for_something(loop.multi);
            curl_multi_perform(loop.multi, &running);
            finish_ended(&loop);
        }
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
