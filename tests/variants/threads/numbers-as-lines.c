/*
 * The caller prints image numbers into a pipe with fprintf(). Each line has 16 bytes, and each thread
 * reads one line at a time.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

#define LINE 16

struct workshop {
    int in;
    const struct image *images;
    long *outcomes;
};

static void *work(void *argument)
{
    struct workshop *shop = argument;
    CURL *curl = curl_easy_init();
    char line[LINE + 1] = "";
    ssize_t got;

    while ((got = read(shop->in, line, LINE)) == LINE || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        size_t i = strtoul(line, NULL, 10);
        shop->outcomes[i] = curl ? fetch_image(&shop->images[i], curl) : -CURLE_FAILED_INIT;
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct workshop shop = {.images = images, .outcomes = outcomes};
    size_t started = 0;
    pthread_t *threads = calloc(workers, sizeof *threads);
    FILE *out = NULL;
    int ends[2];

    if (!threads || pipe(ends) != 0) {
        free(threads);
        return 0;
    }
    shop.in = ends[0];
    out = fdopen(ends[1], "w");
    if (!out)
        close(ends[1]);
    while (out && started < workers && pthread_create(&threads[started], NULL, work, &shop) == 0)
        started++;
    for (size_t i = 0; started > 0 && i < count; i++)
        fprintf(out, "%-*zu\n", LINE - 1, i); /* a buffer of stdio is a multiple of a line */
    if (out)
        fclose(out);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    close(ends[0]);
    free(threads);
    return count_saved(outcomes, count);
}
