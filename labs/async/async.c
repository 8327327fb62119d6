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
 * YOUR CODE. One step at a time; run `make test LAB=async` after each:
 *
 * 1. A struct for the state of the work: the images, their count, the outcomes, the number of the next image, how
 *    many transfers are in flight, and the multi handle.
 * 2. A function that starts the next image on an easy handle: transfer_begin(), then curl_multi_add_handle().
 * 3. A function that reads the messages of curl_multi_info_read(): for each transfer that has ended, remove its
 *    handle, call transfer_end() with the result, and start the next image on the same handle.
 *    CURLINFO_PRIVATE tells which struct transfer a handle belongs to.
 */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /*
     * YOUR CODE, once a transfer can be started and ended:
     *
     * 4. Make a multi handle, and as many easy handles and struct transfers as there may be in flight. Start an
     *    image on each.
     * 5. While anything is in flight: curl_multi_perform(), end what has ended, and sleep in curl_multi_poll().
     * 6. Clean up all handles, count the 200s and return their number.
     *
     * Stretch: on Ctrl-C finish what has begun and begin nothing else; kit/interrupt.h tells when.
     */
    (void)images;
    (void)count;
    (void)workers;
    (void)outcomes;
    return 0;
}
