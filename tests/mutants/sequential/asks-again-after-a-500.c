/* fails: whatever_the_list_and_the_server_do - every error of the server, 500 to 599, is asked again up to three times, though only 503 may be (image.h: each image is asked for once, again only where a stretch goal says so) */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static long try_hard(const struct image *image, CURL *curl)
{
    long outcome = 0;
    curl_off_t wait;

    for (int attempt = 0; attempt < 3; attempt++) {
        outcome = fetch_image(image, curl);
        if (outcome < 500)
            break;
        /* the server has trouble: give it a moment */
        if (attempt < 2 && curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
            sleep((unsigned)wait);
    }
    return outcome;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t n = 0;
    CURL *curl = curl_easy_init();

    (void)workers;
    if (!curl)
        return 0;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = try_hard(&images[i], curl);
        if (outcomes[i] == 200)
            n++;
    }
    curl_easy_cleanup(curl);
    return n;
}
