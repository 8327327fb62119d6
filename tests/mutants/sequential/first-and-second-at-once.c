/* fails: one_at_a_time_however_many_workers - It fetches two images at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;
    CURL *curl;

    curl = curl_easy_init();
    if (curl == NULL) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_FAILED_INIT;
        return 0;
    }
    CURLM *multi = curl_multi_init();
    CURL *curls[2] = {curl, curl_easy_init()};
    struct transfer transfers[2];
    for (size_t i = 0; i < count && multi; i += 2) {
        size_t pair = workers > 1 && i + 1 < count && curls[1] ? 2 : 1, active = 0;
        for (size_t k = 0; k < pair; k++) {
            outcomes[i + k] = transfer_begin(&transfers[k], &images[i + k], curls[k]);
            if (outcomes[i + k] == 0 && curl_multi_add_handle(multi, curls[k]) == CURLM_OK)
                active++;
        }
        while (active > 0) {
            CURLMsg *message;
            int n;
            curl_multi_perform(multi, &n);
            while ((message = curl_multi_info_read(multi, &n))) {
                size_t k = message->easy_handle == curls[1];
                CURLcode code = message->data.result;
                curl_multi_remove_handle(multi, curls[k]);
                outcomes[i + k] = transfer_end(&transfers[k], code);
                saved += outcomes[i + k] == 200;
                active--;
            }
            if (active > 0)
                curl_multi_poll(multi, NULL, 0, 1000, NULL);
        }
        if (pair == 1)
            i--;
    }
    curl_easy_cleanup(curls[1]);
    curl_multi_cleanup(multi);
    curl_easy_cleanup(curl);
    return saved;
}
