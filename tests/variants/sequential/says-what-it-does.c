/*
 * It says on standard error what it does, in words that also occur in a sanitizer's report.
 */
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;
    CURL *curl;

    printf("[sequential] %zu images, %zu workers asked for, one used\n", count, workers);
    curl = curl_easy_init();
    if (curl == NULL) {
        fprintf(stderr, "ERROR: curl_easy_init failed\n");
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] > 0)
            fprintf(stderr, "==%d==ERROR: AddressSanitizer: no; %s: HTTP status %ld\n", getpid(),
                    images[i].url, outcomes[i]);
        else
            fprintf(stderr, "sequential.c:1: runtime error: %s: %s\n", images[i].url,
                    curl_easy_strerror((CURLcode)-outcomes[i]));
    }
    curl_easy_cleanup(curl);
    printf("[sequential] %zu of %zu saved\n", saved, count);
    return saved;
}
