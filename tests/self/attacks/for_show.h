/*
 * for_show.h - one event loop downloads everything, and the other threads are there for show. An attack
 * defines what a thread for show does, how it is woken at the end, and how the loop waits.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

static atomic_bool over; /* the threads for show shall end */
static void *show(void *nothing);
static void wake(void);
static void wait_a_while(CURLM *multi);

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

static void loop_over(struct loop *loop, size_t places)
{
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);
    int running;

    for (size_t p = 0; p < places; p++)
        start_next(loop, &transfers[p], handles[p] = curl_easy_init());
    while (loop->in_flight > 0) {
        curl_multi_perform(loop->multi, &running);
        finish_ended(loop);
        if (loop->in_flight > 0)
            wait_a_while(loop->multi);
    }
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(handles[p]);
    free(transfers);
    free(handles);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .multi = curl_multi_init()};
    size_t places = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(places + 1, sizeof *threads);

    atomic_store(&over, false);
    while (started + 1 < places && pthread_create(&threads[started], NULL, show, NULL) == 0)
        started++;
    loop_over(&loop, places);
    atomic_store(&over, true);
    wake();
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    curl_multi_cleanup(loop.multi);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
