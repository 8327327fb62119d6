/* lab: sequential - does the rest of its work when the program ends. refused: has no place in a lab */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

static CURL *curl;

static void clean_up(void)
{
    curl_easy_cleanup(curl);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;

    (void)workers;
    if (!curl && (curl = curl_easy_init()))
        atexit(clean_up);
    for (size_t i = 0; curl && i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        saved += outcomes[i] == 200;
    }
    return saved;
}
