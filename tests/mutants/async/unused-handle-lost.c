/* fails: no_memory_is_lost (leak); flavours: address - It does not clean up the handle of a place that had no image. */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds; libcurl wakes earlier if anything happens */

/* The state of the work: all images, and how far the loop is. */
struct loop {
    const struct image *images;
    size_t count;
    long *outcomes;
    size_t next;      /* image to start next */
    size_t in_flight; /* transfers that have begun and not ended */
    CURLM *multi;
};

/* Start the next image that can be started in the place of `transfer`. If there is none, the place stays
 * empty. */
static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    while (loop->next < loop->count && !interrupted()) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(transfer, &loop->images[i], curl);
        if (loop->outcomes[i] == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
    }
}

/* End every transfer that libcurl has finished, and start the next image in its place. */
static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result; /* curl_multi_remove_handle() frees the message */
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(loop->multi, curl);
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

static void run(struct loop *loop)
{
    int running;

    while (loop->in_flight > 0) {
        curl_multi_perform(loop->multi, &running);
        finish_ended(loop);
        if (loop->in_flight > 0)
            curl_multi_poll(loop->multi, NULL, 0, LONGEST_SLEEP, NULL);
    }
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t places = workers < count ? workers : count;
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .multi = curl_multi_init()};
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0; /* not tried yet */
    interrupt_watch();
    if (loop.multi && transfers && handles) {
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        run(&loop);
        for (size_t p = 0; p < places; p++)
            if (transfers[p].image)
                curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
    return count_saved(outcomes, count);
}
