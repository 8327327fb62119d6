/* lab: async - makes every image the first in the list. fails: every_image_is_saved */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct image *list = (struct image *)images;
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 1; i < count; i++)
        list[i] = list[0];
    for (size_t i = 0; i < count; i++)
        outcomes[i] = i == 0 ? fetch_image(&list[0], curl) : outcomes[0];
    curl_easy_cleanup(curl);
    return count;
}
