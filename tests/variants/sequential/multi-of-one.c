/*
 * The multi interface drives the transfers, but never holds more than one.
 */
#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

/* Like curl_easy_perform(), inside `multi`, which keeps the connection. */
static CURLcode perform(CURLM *multi, CURL *curl)
{
    CURLcode code = CURLE_FAILED_INIT;
    CURLMsg *message;
    int running = 1, left;

    if (curl_multi_add_handle(multi, curl) != CURLM_OK)
        return code;
    while (curl_multi_perform(multi, &running) == CURLM_OK && running > 0)
        curl_multi_poll(multi, NULL, 0, LONGEST_SLEEP, NULL);
    while ((message = curl_multi_info_read(multi, &left)))
        if (message->msg == CURLMSG_DONE)
            code = message->data.result;
    curl_multi_remove_handle(multi, curl);
    return code;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    CURLM *multi = curl_multi_init();
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    for (size_t i = 0; i < count; i++) {
        struct transfer transfer;
        outcomes[i] = multi && curl ? transfer_begin(&transfer, &images[i], curl) : -CURLE_OUT_OF_MEMORY;
        if (outcomes[i] == 0)
            outcomes[i] = transfer_end(&transfer, perform(multi, curl));
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    curl_multi_cleanup(multi);
    return saved;
}
