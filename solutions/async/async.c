/*
 * async.c - one thread, many transfers in flight, with libcurl's multi interface.
 *
 * No code here waits for a single reply: curl_multi_poll() sleeps until any of the connections can go on. As
 * soon as a transfer has ended, the next image gets its place, so the loop always has as many in flight as it
 * may.
 */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

/* BEGIN SOLUTION */
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
/* END SOLUTION */
//~ /*
//~  * YOUR CODE. Follow the steps of the handout. Run `make test LAB=async` after each:
//~  *
//~  * 1. One transfer: begin in download_all(), below.
//~  * 2. One after the other: define a struct for the state of the work (the images, their count, the
//~  *    outcomes, the number of the next image, how many are in flight, the multi handle). Write a
//~  *    function that starts the next image on an easy handle. Write another that reads all messages of
//~  *    curl_multi_info_read(). For each transfer that has ended it copies the result, removes the handle,
//~  *    calls transfer_end(), and starts the next image on the same handle.
//~  * 3. Several: CURLINFO_PRIVATE gives the struct transfer of a handle.
//~  * 4. What cannot begin: transfer_begin() may return an outcome instead of 0. Then the place is still
//~  *    free.
//~  */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /* BEGIN SOLUTION */
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
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
    return count_saved(outcomes, count);
    /* END SOLUTION */
    //~ /*
    //~  * YOUR CODE:
    //~  *
    //~  * 1. If the list has an image: make a multi handle and an easy handle. Call transfer_begin() for
    //~  *    the first image, and add the handle with curl_multi_add_handle(). Call curl_multi_perform()
    //~  *    and curl_multi_poll() in turn, until curl_multi_info_read() has a message. Call transfer_end()
    //~  *    with its result. Clean up everything, the multi handle last.
    //~  * 2. Loop while anything is in flight: perform, end what has ended, and poll if anything is still
    //~  *    in flight. Count the 200s.
    //~  * 3. Make `workers` easy handles and as many struct transfers, which stay at their addresses. Start
    //~  *    an image on each.
    //~  *
    //~  * Stretch: call interrupt_watch() first. Once interrupted() is true, begin nothing new, but finish
    //~  * what has begun.
    //~  */
    //~ (void)images;
    //~ (void)count;
    //~ (void)workers;
    //~ (void)outcomes;
    //~ return 0;
}
