/* fails: half_an_image_is_no_image (every_image_is_asked_for_once) - It asks again for an image whose reply broke off. */
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
        if (outcomes[i] == -CURLE_PARTIAL_FILE)
            outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] == 200)
            saved++;
    }
    curl_easy_cleanup(curl);
    return saved;
}
