/*
 * It keeps the outcomes in an array of 4 MB on the stack until the end.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define MOST 500000

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    long mine[MOST];
    struct rlimit limit;
    size_t n = count < MOST ? count : MOST, saved = 0;
    CURL *curl = curl_easy_init();

    (void)workers;
    if (!curl)
        return 0;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 16)
        fprintf(stderr, "few descriptors: %lu\n", (unsigned long)limit.rlim_cur);
    for (size_t i = 0; i < count; i++) {
        long outcome = fetch_image(&images[i], curl);
        if (i < n)
            mine[i] = outcome;
        else
            outcomes[i] = outcome;
        saved += outcome == 200;
    }
    memcpy(outcomes, mine, n * sizeof mine[0]);
    sched_yield();
    curl_easy_cleanup(curl);
    return saved;
}
