/*
 * sequential.c - one image after the other, over one connection.
 *
 * This is the simplest strategy, and the others are measured against it. While one reply is on its way,
 * nothing else happens, so the total is the sum of all waits.
 */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* BEGIN SOLUTION */
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
/* END SOLUTION */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers; /* one thread does everything */
    /* BEGIN SOLUTION */
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
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
    /* END SOLUTION */
    //~ /*
    //~  * YOUR CODE. Follow the steps of the handout. Run `make test LAB=sequential` after each:
    //~  *
    //~  * 1. One image: if the list has one, make a handle with curl_easy_init(). Call fetch_image() for
    //~  *    images[0], and put the result into outcomes[0]. Clean up the handle with curl_easy_cleanup().
    //~  *    Return 1 for a 200, else 0.
    //~  * 2. All images: loop after you make the handle and before you clean it up. Return count.
    //~  * 3. What fails: count the outcomes that are 200, and return that number.
    //~  *
    //~  * Stretch: 503 means "too busy". Sleep as long as CURLINFO_RETRY_AFTER says, and ask again. Send at
    //~  * most three requests.
    //~  */
    //~ (void)images;
    //~ (void)count;
    //~ (void)outcomes;
    //~ return 0;
}
