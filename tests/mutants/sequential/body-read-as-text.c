/* fails: every_image_is_saved - It saves bodies up to their first zero byte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t collect(char *bytes, size_t size, size_t count, void *context)
{
    FILE *memory = context;

    return fwrite(bytes, 1, size * count, memory);
}

static long download_one(const struct image *image, CURL *curl)
{
    struct transfer transfer;
    long outcome = transfer_begin(&transfer, image, curl);

    if (outcome != 0)
        return outcome;
    char *body = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&body, &length);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, memory);
    CURLcode code = curl_easy_perform(curl);
    fclose(memory);
    if (code == CURLE_OK && write(transfer.file, body, strlen(body)) < 0)
        code = CURLE_WRITE_ERROR;
    free(body);
    return transfer_end(&transfer, code);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t good = 0, i;

    (void)workers;
    if (!curl)
        return 0;
    for (i = 0; i < count; ++i) {
        long outcome = download_one(&images[i], curl);
        outcomes[i] = outcome;
        good += outcome == 200;
    }
    curl_easy_cleanup(curl);
    return good;
}
