/* lab: sequential - maps a page in each call, and leaves it. fails: no_memory_is_lost */
#include <sys/mman.h>

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
    static long *pages[64];
    static unsigned call;

    (void)workers;
    pages[call] = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pages[call++][0] = (long)count;
    return fetch_all(images, count, outcomes);
}
