/* fails: a_stalled_image_is_given_up - It asks again for an image that stalled. */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define MOST_ATTEMPTS 3

/* Fetch an image. After a 503 (too busy), wait for the Retry-After delay and ask again. */
static long fetch_patiently(const struct image *image, CURL *curl)
{
    long outcome = fetch_image(image, curl);

    for (int attempt = 2; attempt <= MOST_ATTEMPTS && outcome == 503; attempt++) {
        curl_off_t seconds = 0;
        curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
        sleep((unsigned)seconds);
        outcome = fetch_image(image, curl);
    }
    return outcome;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers; /* one thread does everything */
    size_t saved = 0;
    CURL *curl = curl_easy_init();

    if (!curl) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_OUT_OF_MEMORY;
        return 0;
    }
    /* One handle for all images: it keeps its connection open between them. */
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_patiently(&images[i], curl);
        if (outcomes[i] == -28)
            outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
}
