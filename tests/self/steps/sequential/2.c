/*
 * Step 2: all of them, as if all were saved.
 */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();

    (void)workers;
    if (!curl)
        return 0;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    return count;
}
