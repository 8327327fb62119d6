/* lab: sequential - keeps a copy of every list in its environment. fails: no_memory_is_lost */
#include <stdio.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t fetch_all(const struct image images[], size_t count, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
    curl_easy_cleanup(curl);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static unsigned call;
    char name[32];

    (void)workers;
    snprintf(name, sizeof name, "LIST_%u", call++);
    setenv(name, count > 0 ? images[0].url : "", 1);
    return fetch_all(images, count, outcomes);
}
