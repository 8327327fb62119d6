/* fails: a_stalled_image_is_given_up - the wait for a connection counts: a slow image costs those behind it. */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */
#define MOST_QUEUED   64   /* each has a file open, so not all of a long list at once */

struct place {
    CURL *curl;
    struct transfer transfer;
};

struct loop {
    const struct image *images;
    size_t count, next, in_hand;
    long *outcomes;
    CURLM *multi;
};

static void hand_over_next(struct loop *loop, struct place *place)
{
    while (loop->next < loop->count) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (loop->outcomes[i] == 0) {
            curl_multi_add_handle(loop->multi, place->curl);
            loop->in_hand++;
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
        loop->in_hand--;
        hand_over_next(loop, (struct place *)((char *)transfer - offsetof(struct place, transfer)));
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
