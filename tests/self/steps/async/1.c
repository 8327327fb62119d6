/*
 * Step 1: one transfer.
 */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct transfer transfer;
    CURLMsg *message = NULL;
    int running, left;

    (void)workers;
    if (count == 0)
        return 0;
    CURLM *multi = curl_multi_init();
    CURL *curl = curl_easy_init();
    outcomes[0] = transfer_begin(&transfer, &images[0], curl);
    curl_multi_add_handle(multi, curl);
    while (!message) {
        curl_multi_perform(multi, &running);
        message = curl_multi_info_read(multi, &left);
        if (!message)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    CURLcode code = message->data.result;
    curl_multi_remove_handle(multi, curl);
    outcomes[0] = transfer_end(&transfer, code);
    curl_easy_cleanup(curl);
    curl_multi_cleanup(multi);
    return outcomes[0] == 200 ? 1 : 0;
}
