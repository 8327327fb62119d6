/* lab: async - takes all images off the server in one go. fails: never_more_at_once_than_workers */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURLM *multi = curl_multi_init();
    struct transfer *transfers = calloc(count + 1, sizeof *transfers);
    CURL **handles = calloc(count + 1, sizeof *handles);
    size_t saved = 0;
    int running = 1, left;

    (void)workers;
    for (size_t i = 0; i < count; i++) {
        handles[i] = curl_easy_init();
        outcomes[i] = transfer_begin(&transfers[i], &images[i], handles[i]);
        if (outcomes[i] == 0)
            curl_multi_add_handle(multi, handles[i]);
    }
    while (running > 0) {
        curl_multi_perform(multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            size_t i = (size_t)(transfer->image - images);
            outcomes[i] = transfer_end(transfer, message->data.result);
            saved += outcomes[i] == 200;
        }
        curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        curl_multi_remove_handle(multi, handles[i]);
        curl_easy_cleanup(handles[i]);
    }
    curl_multi_cleanup(multi);
    free(transfers);
    free(handles);
    return saved;
}
