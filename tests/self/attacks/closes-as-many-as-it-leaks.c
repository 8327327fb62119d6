/* lab: sequential - closes as many descriptors as it leaks. fails: nothing_is_left_behind */
#include <sys/eventfd.h>
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
    static int next = STDIN_FILENO;

    (void)workers;
    size_t saved = fetch_all(images, count, outcomes);
    int leaked = eventfd(0, 0); /* a number that nobody has */
    if (leaked >= 0 && next <= STDOUT_FILENO)
        close(next++);
    return saved;
}
