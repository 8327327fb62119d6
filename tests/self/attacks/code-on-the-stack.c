/* lab: sequential - has an executable stack, by a nested function. refused: a nested function whose address is taken */
#include "kit/image.h"
#include "kit/transfer.h"

/* Not inlined, or nobody needs the address. */
__attribute__((noinline, noclone)) static void for_each(size_t count, void (*work)(size_t i))
{
    for (size_t i = 0; i < count; i++)
        work(i);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    void fetch(size_t i)
    {
        outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
        saved += outcomes[i] == 200;
    }

    (void)workers;
    for_each(count, fetch);
    curl_easy_cleanup(curl);
    return saved;
}
