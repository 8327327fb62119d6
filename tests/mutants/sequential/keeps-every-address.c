/* fails: no_memory_is_lost; flavours: address - a list of all images, ever, grows with each call. */
/*
 * sequential.c - one image after the other, over one connection.
 *
 * The plainest strategy, and the measure of all others: while one reply is on its way nothing else happens,
 * so the whole takes the sum of all waits.
 */
#include <stdlib.h>
#include <string.h>

#include "kit/image.h"
#include "kit/transfer.h"

static char **all;
static size_t all_count;

/* For a report that nobody has written yet. */
static void remember(const char *url)
{
    char **more = realloc(all, (all_count + 1) * sizeof *more);

    if (!more)
        return;
    all = more;
    if ((all[all_count] = strdup(url)))
        all_count++;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers; /* there is but one of us */
    size_t saved = 0;
    CURL *curl = curl_easy_init();

    if (!curl) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_OUT_OF_MEMORY;
        return 0;
    }
    /* The same handle for all images: it keeps its connection open from one to the next. */
    for (size_t i = 0; i < count; i++) {
        remember(images[i].url);
        outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
}
