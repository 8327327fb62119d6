/* lab: processes - locks what nobody else locks before it races. fails: delays_change_nothing */
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LOCKS 800

struct table {
    volatile size_t next;
    long outcomes[];
};

static size_t take(struct table *table, size_t count)
{
    size_t i = table->next;

    if (i < count)
        table->next = i + 1; /* without a lock */
    return i;
}

static void work(struct table *table, const struct image images[], size_t count)
{
    pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
    CURL *curl = curl_easy_init();
    size_t i;

    for (size_t l = 0; l < LOCKS; l++) {
        pthread_mutex_lock(&own);
        pthread_mutex_unlock(&own);
    }
    while (curl && (i = take(table, count)) < count) {
        table->outcomes[i] = fetch_image(&images[i], curl);
        for (size_t l = 0; l < LOCKS; l++) {
            pthread_mutex_lock(&own);
            pthread_mutex_unlock(&own);
        }
    }
    curl_easy_cleanup(curl);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct table) + count * sizeof(long), saved = 0;
    struct table *table = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (table == MAP_FAILED)
        return 0;
    for (size_t w = 0; w < workers && w < count; w++)
        if (fork() == 0)
            work(table, images, count);
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = table->outcomes[i];
        saved += outcomes[i] == 200;
    }
    munmap(table, bytes);
    return saved;
}
