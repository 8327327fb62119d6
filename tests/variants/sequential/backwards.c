/*
 * Downloads the last image first.
 */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    for (size_t i = count; i-- > 0;) {
        outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
        saved += outcomes[i] == 200;
    }
    curl_easy_cleanup(curl);
    return saved;
}
