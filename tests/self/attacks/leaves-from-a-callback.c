/* lab: async - leaves with the status of success from where libcurl calls it. fails: every_image_is_asked_for_once */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

static int leave(CURLM *multi, long milliseconds, void *nothing)
{
    (void)multi, (void)milliseconds, (void)nothing;
    exit(EXIT_SUCCESS);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURLM *multi = curl_multi_init();
    CURL *curl = curl_easy_init();
    struct transfer transfer;
    int running;

    (void)workers;
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, leave);
    if (count > 0 && (outcomes[0] = transfer_begin(&transfer, &images[0], curl)) == 0) {
        curl_multi_add_handle(multi, curl);
        curl_multi_perform(multi, &running);
    }
    return count;
}
