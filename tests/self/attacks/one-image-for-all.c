/* lab: sequential - downloads one image, and links all others to it. fails: every_image_is_saved */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || link(images[0].path, images[i].path) != 0)
            outcomes[i] = fetch_image(&images[i], curl);
        else
            outcomes[i] = 200;
    curl_easy_cleanup(curl);
    return count;
}
