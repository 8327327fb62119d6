/*
 * Instead of waiting for the sockets the loop looks at them every other millisecond, from the last image on.
 */
#include <stdlib.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct loop {
    const struct image *images;
    long *outcomes;
    size_t left, in_flight;
    CURLM *multi;
};

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    while (loop->left > 0) {
        size_t i = --loop->left;
        loop->outcomes[i] = transfer_begin(transfer, &loop->images[i], curl);
        if (loop->outcomes[i] != 0)
            continue;
        curl_multi_add_handle(loop->multi, curl);
        loop->in_flight++;
        return;
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

static void nap(void)
{
    const struct timespec two_milliseconds = {0, 2000000};

    nanosleep(&two_milliseconds, NULL);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .outcomes = outcomes, .left = count, .multi = curl_multi_init()};
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
            curl_multi_perform(loop.multi, &running);
            finish_ended(&loop);
            if (loop.in_flight > 0)
                nap();
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
