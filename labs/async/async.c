/*
 * async.c - one thread, many transfers in flight, with libcurl's multi interface.
 *
 * Nothing here waits for one reply: curl_multi_poll() sleeps until any of the connections can go on. As soon
 * as a transfer has ended its place goes to the next image, so there are always as many under way as there
 * may be.
 */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

/*
 * YOUR CODE. The handout's steps; run `make test LAB=async` after each:
 *
 * 1. One transfer: begin in download_all(), below.
 * 2. One after the other: a struct for the state of the work (the images, their count, the outcomes,
 *    the number of the next image, how many are in flight, the multi handle); a function that starts
 *    the next image on an easy handle; and one that reads all messages of curl_multi_info_read(): for
 *    each transfer that has ended, keep the result, remove the handle, call transfer_end(), start the
 *    next image on the same handle.
 * 3. Several: CURLINFO_PRIVATE tells which struct transfer a handle belongs to.
 * 4. What cannot begin: transfer_begin() may return an outcome instead of 0. Then the place is still
 *    free.
 */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /*
     * YOUR CODE:
     *
     * 1. For the first image, if there is one: a multi handle, an easy handle, transfer_begin(),
     *    curl_multi_add_handle(); by turns curl_multi_perform() and curl_multi_poll(), until
     *    curl_multi_info_read() has a message; transfer_end() with its result. Clean all up, the multi
     *    handle last.
     * 2. Loop while anything is in flight: perform, end what has ended, and poll, if anything is in
     *    flight still. Count the 200s.
     * 3. `workers` easy handles and as many struct transfers, which stay where they are. Start an image
     *    on each.
     *
     * Stretch: interrupt_watch() first; once interrupted(), begin nothing else, but finish what has
     * begun.
     */
    (void)images;
    (void)count;
    (void)workers;
    (void)outcomes;
    return 0;
}
