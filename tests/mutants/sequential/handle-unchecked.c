/* fails: failing_calls_are_survived (report); flavours: address - without a handle it goes on. */
/*
 * sequential.c - one image after the other, over one connection.
 *
 * The plainest strategy, and the measure of all others: while one reply is on its way nothing else happens,
 * so the whole takes the sum of all waits.
 */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers; /* there is but one of us */
    size_t saved = 0;
    CURL *curl = curl_easy_init();

    /* The same handle for all images: it keeps its connection open from one to the next. */
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
}
