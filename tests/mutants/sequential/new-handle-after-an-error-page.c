/* fails: an_error_page_is_no_image (connections_are_used_again) - It takes a new handle after an error page. */
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

    (void)workers;
    curl = curl_easy_init();
    if (curl == NULL) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_FAILED_INIT;
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] >= 400) {
            curl_easy_cleanup(curl);
            if ((curl = curl_easy_init()) == NULL)
                break;
        }
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
}
