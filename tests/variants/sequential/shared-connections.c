/*
 * Each image has a separate handle; a share handle keeps the connection for all of them.
 */
#include "kit/image.h"
#include "kit/transfer.h"

static long fetch_with_share(const struct image *image, CURLSH *share)
{
    struct transfer transfer;
    CURL *curl = curl_easy_init();

    if (!curl)
        return -CURLE_OUT_OF_MEMORY;
    long outcome = transfer_begin(&transfer, image, curl);
    if (outcome == 0) {
        curl_easy_setopt(curl, CURLOPT_SHARE, share);
        outcome = transfer_end(&transfer, curl_easy_perform(curl));
    }
    curl_easy_cleanup(curl);
    return outcome;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    CURLSH *share = curl_share_init();
    size_t saved = 0;

    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = share ? fetch_with_share(&images[i], share) : -CURLE_OUT_OF_MEMORY;
        if (outcomes[i] == 200)
            saved++;
    }
    curl_share_cleanup(share);
    return saved;
}
