/* lab: sequential - brings a fetch_image() of its own. refused: fetch_image() is also a function */
#include "kit/image.h"
#include "kit/transfer.h"

long fetch_image(const struct image *image, CURL *curl)
{
    (void)image, (void)curl;
    return 200;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], NULL);
    return count;
}
