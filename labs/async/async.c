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

/*
 * YOUR CODE. Follow the steps of the handout. Run `make test LAB=async` after each:
 *
 * 1. One transfer: begin in download_all(), below.
 * 2. One after the other: define a struct for the state of the work (the images, their count, the
 *    outcomes, the number of the next image, how many are in flight, the multi handle). Write a
 *    function that starts the next image on an easy handle. Write another that reads all messages of
 *    curl_multi_info_read(). For each transfer that has ended it copies the result, removes the handle,
 *    calls transfer_end(), and starts the next image on the same handle.
 * 3. Several: CURLINFO_PRIVATE gives the struct transfer of a handle.
 * 4. What cannot begin: transfer_begin() may return an outcome instead of 0. Then the place is still
 *    free.
 */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /*
     * YOUR CODE:
     *
     * 1. If the list has an image: make a multi handle and an easy handle. Call transfer_begin() for
     *    the first image, and add the handle with curl_multi_add_handle(). Call curl_multi_perform()
     *    and curl_multi_poll() in turn, until curl_multi_info_read() has a message. Call transfer_end()
     *    with its result. Clean up everything, the multi handle last.
     * 2. Loop while anything is in flight: perform, end what has ended, and poll if anything is still
     *    in flight. Count the 200s.
     * 3. Make `workers` easy handles and as many struct transfers, which stay at their addresses. Start
     *    an image on each.
     *
     * Stretch: call interrupt_watch() first. Once interrupted() is true, begin nothing new, but finish
     * what has begun.
     */
    (void)images;
    (void)count;
    (void)workers;
    (void)outcomes;
    return 0;
}
