/* lab: processes - one after the other where a write takes long, else a race. fails: delays_change_nothing */
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct table {
    volatile size_t next, any;
    long outcomes[];
};

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void work(struct table *table, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = table->next) < count) {
        table->next = i + 1; /* without a lock */
        table->outcomes[i] = fetch_image(&images[i], curl);
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
    double begun = seconds();
    for (size_t w = 0; w < 5; w++)
        table->any = w;
    size_t most = seconds() - begun > 0.005 ? 1 : workers;
    for (size_t w = 0; w < most && w < count; w++)
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
