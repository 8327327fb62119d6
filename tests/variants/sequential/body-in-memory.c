/*
 * A write callback of its own collects each body in memory. The body goes to the file when it is whole.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

static size_t collect(char *bytes, size_t size, size_t number, void *stream)
{
    return fwrite(bytes, 1, size * number, stream);
}

static CURLcode save(int file, const char *body, size_t length)
{
    int copy = dup(file);
    FILE *out = copy < 0 ? NULL : fdopen(copy, "wb");

    if (!out) {
        if (copy >= 0)
            close(copy);
        return CURLE_WRITE_ERROR;
    }
    size_t written = fwrite(body, 1, length, out);
    return fclose(out) == 0 && written == length ? CURLE_OK : CURLE_WRITE_ERROR;
}

static long fetch(const struct image *image, CURL *curl)
{
    struct transfer transfer;
    char *body = NULL;
    size_t length = 0;
    long outcome = transfer_begin(&transfer, image, curl), status = 0;

    if (outcome != 0)
        return outcome;
    FILE *memory = open_memstream(&body, &length);
    if (!memory)
        return transfer_end(&transfer, CURLE_OUT_OF_MEMORY);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, memory);
    CURLcode code = curl_easy_perform(curl);
    if (fclose(memory) != 0 && code == CURLE_OK)
        code = CURLE_OUT_OF_MEMORY;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK && status == 200)
        code = save(transfer.file, body, length);
    free(body);
    return transfer_end(&transfer, code);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; curl && i < count; i++)
        outcomes[i] = fetch(&images[i], curl);
    curl_easy_cleanup(curl);
    return count_saved(outcomes, count);
}
