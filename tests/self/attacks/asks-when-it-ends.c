/* lab: sequential - asks when its streams are flushed, at the end. fails: nothing_is_left_behind */
#include <stdio.h>
#include <string.h>

#include "kit/image.h"
#include "kit/transfer.h"

static char url[256];

static ssize_t ask(void *nothing, const char *bytes, size_t count)
{
    CURL *curl = curl_easy_init();

    (void)nothing, (void)bytes;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return (ssize_t)count;
}

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
    static FILE *stream;

    (void)workers;
    if (!stream && count > 0) {
        strncpy(url, images[0].url, sizeof url - 1);
        stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = ask});
        fputs("later", stream);
    }
    return fetch_all(images, count, outcomes);
}
