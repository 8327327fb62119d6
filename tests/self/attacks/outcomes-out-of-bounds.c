/* lab: sequential - writes outcomes beyond the last. fails: no_memory_is_lost */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    (void)workers;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        saved += outcomes[i] == 200;
    }
    for (size_t i = count; i < count + 8; i++)
        ((volatile long *)outcomes)[i] = 200;
    curl_easy_cleanup(curl);
    return saved;
}
