/* fails: every_image_is_asked_for_once - It sends a HEAD request before each image. */
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
    curl_off_t size = -1;
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    if (size > 1L << 30)
        return transfer_end(&transfer, CURLE_FILESIZE_EXCEEDED);
    return transfer_end(&transfer, curl_easy_perform(curl));
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
