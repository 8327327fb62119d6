/* fails: whatever_the_list_and_the_server_do - the write callback replaces what it has instead of appending, so of a body that comes in several pieces only the last is saved (image.h: only a body that arrived whole leaves a file) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct memory {
    char *data;
    size_t size;
};

static size_t write_memory(char *contents, size_t size, size_t nmemb, void *userp)
{
    struct memory *memory = userp;
    size_t bytes = size * nmemb;
    char *data = realloc(memory->data, bytes);

    if (data == NULL)
        return 0;
    memcpy(data, contents, bytes);
    memory->data = data;
    memory->size = bytes;
    return bytes;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;
    struct memory memory = {NULL, 0};
    struct transfer transfer;
    CURL *curl = curl_easy_init();

    (void)workers;
    if (!curl)
        return 0;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = transfer_begin(&transfer, &images[i], curl);
        if (outcomes[i] != 0)
            continue;
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_memory);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &memory);
        memory.size = 0;
        CURLcode result = curl_easy_perform(curl);
        /* one write for the whole image is faster than many small ones */
        if (result == CURLE_OK && write(transfer.file, memory.data, memory.size) != (ssize_t)memory.size)
            result = CURLE_WRITE_ERROR;
        outcomes[i] = transfer_end(&transfer, result);
        if (outcomes[i] == 200)
            saved++;
    }
    free(memory.data);
    curl_easy_cleanup(curl);
    return saved;
}
