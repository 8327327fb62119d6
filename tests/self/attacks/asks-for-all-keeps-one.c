/* lab: sequential - asks for all, saves one under every name. fails: every_image_is_saved */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        if (i > 0 && unlink(images[i].path) == 0)
            link(images[0].path, images[i].path);
    }
    curl_easy_cleanup(curl);
    return count;
}
