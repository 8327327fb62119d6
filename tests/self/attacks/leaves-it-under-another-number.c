/* lab: sequential - leaves a descriptor open under the number of another. fails: nothing_is_left_behind */
#include <fcntl.h>
#include <unistd.h>

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
    int leaked = open("/dev/zero", O_RDONLY);

    (void)workers;
    dup2(leaked, STDIN_FILENO);
    close(leaked);
    return fetch_all(images, count, outcomes);
}
