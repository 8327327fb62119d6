/* lab: sequential - does the work, and claims more than there was. fails: every_image_is_saved */
#include <stdint.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    return SIZE_MAX;
}
