/*
 * The list is halved until one image is left, by recursion, instead of walked through in a loop.
 */
#include "kit/image.h"
#include "kit/transfer.h"

static size_t download_range(CURL *curl, const struct image images[], size_t count, long outcomes[])
{
    size_t half = count / 2;

    if (count == 0)
        return 0;
    if (count == 1) {
        outcomes[0] = curl ? fetch_image(images, curl) : -CURLE_OUT_OF_MEMORY;
        return outcomes[0] == 200;
    }
    size_t saved = download_range(curl, images, half, outcomes);
    return saved + download_range(curl, images + half, count - half, outcomes + half);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    CURL *curl = curl_easy_init();
    size_t saved = download_range(curl, images, count, outcomes);

    curl_easy_cleanup(curl);
    return saved;
}
