/* lab: sequential - asks the server a hundred times for what comes. fails: every_image_is_asked_for_once */
#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    (void)workers;
    for (size_t i = 0; i < count; i++) {
        for (unsigned time = 0; time < 100 && (time == 0 || outcomes[i] == 200); time++)
            outcomes[i] = fetch_image(&images[i], curl);
        saved += outcomes[i] == 200;
    }
    curl_easy_cleanup(curl);
    return saved;
}
