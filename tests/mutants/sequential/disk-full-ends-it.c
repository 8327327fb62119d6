/* fails: an_image_that_cannot_be_saved_stops_nothing (stopped) - It ends at the first image that cannot be saved. */
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
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == -CURLE_WRITE_ERROR)
            break; /* disk full */
    }
    curl_easy_cleanup(curl);
    return saved;
}
