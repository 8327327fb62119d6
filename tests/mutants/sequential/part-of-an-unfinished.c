/* fails: a_stalled_image_is_given_up (nothing_is_left_behind) - It does not end a transfer that timed out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static long download_one(const struct image *image, CURL *curl)
{
    struct transfer transfer;
    long outcome = transfer_begin(&transfer, image, curl);

    if (outcome != 0)
        return outcome;
    CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OPERATION_TIMEDOUT || code == CURLE_GOT_NOTHING)
        return -(long)code;
    return transfer_end(&transfer, code);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t good = 0, i;

    (void)workers;
    if (!curl)
        return 0;
    for (i = 0; i < count; ++i) {
        long outcome = download_one(&images[i], curl);
        outcomes[i] = outcome;
        good += outcome == 200;
    }
    curl_easy_cleanup(curl);
    return good;
}
