/*
 * Step 2: one after the other.
 */
#include "kit/image.h"
#include "kit/transfer.h"

struct loop {
    const struct image *images;
    size_t count;
    long *outcomes;
    size_t next;
    size_t in_flight;
    CURLM *multi;
};

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    if (loop->next == loop->count)
        return;
    transfer_begin(transfer, &loop->images[loop->next++], curl);
    curl_multi_add_handle(loop->multi, curl);
    loop->in_flight++;
}

static void finish_ended(struct loop *loop, struct transfer *transfer)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        curl_multi_remove_handle(loop->multi, curl);
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {images, count, outcomes, 0, 0, curl_multi_init()};
    struct transfer transfer;
    CURL *curl = curl_easy_init();
    size_t saved = 0;
    int running;

    (void)workers;
    start_next(&loop, &transfer, curl);
    while (loop.in_flight > 0) {
        curl_multi_perform(loop.multi, &running);
        finish_ended(&loop, &transfer);
        if (loop.in_flight > 0)
            curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
    }
    curl_easy_cleanup(curl);
    curl_multi_cleanup(loop.multi);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}
