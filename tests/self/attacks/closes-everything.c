/* lab: threads - closes every descriptor before it begins. fails: every_image_is_asked_for_once */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    close_range(0, ~0U, 0);
    CURL *curl = curl_easy_init();
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    return count;
}
