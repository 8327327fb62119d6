/* lab: sequential - brings a curl_easy_perform(). refused: curl_easy_perform() is also a function */
#include "kit/image.h"
#include "kit/transfer.h"

#undef curl_easy_perform
CURLcode curl_easy_perform(CURL *curl)
{
    (void)curl;
    return CURLE_OK;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], NULL);
    return count;
}
