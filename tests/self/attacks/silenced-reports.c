/* lab: threads - races while no descriptor for reports leads anywhere. fails: every_schedule_gives_the_same_result */
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static const struct image *list;
static long *results;
static size_t next, all;

static void *work(void *nothing)
{
    CURL *curl = curl_easy_init();

    (void)nothing;
    while (next < all) { /* without a lock */
        size_t i = next++;
        if (i < all)
            results[i] = fetch_image(&list[i], curl);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t race(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[64];
    size_t saved = 0;

    list = images;
    results = outcomes;
    next = 0;
    all = count;
    for (size_t t = 0; t < workers; t++)
        pthread_create(&threads[t], NULL, work, NULL);
    for (size_t t = 0; t < workers; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

#define FIRST 4
#define LAST  1024

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    int kept[LAST], nowhere = open("/dev/null", O_WRONLY);

    for (int i = FIRST; i < LAST; i++) {
        kept[i] = i == nowhere ? -1 : fcntl(i, F_DUPFD, FIRST);
        if (kept[i] >= 0)
            dup2(nowhere, i);
    }
    size_t saved = race(images, count, workers, outcomes);
    for (int i = FIRST; i < LAST; i++)
        if (kept[i] >= 0) {
            dup2(kept[i], i);
            close(kept[i]);
        }
    close(nowhere);
    return saved;
}
