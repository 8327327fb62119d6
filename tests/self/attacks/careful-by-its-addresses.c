/* lab: hybrid - one loop where its memory lies as a sanitizer's does. fails: no_memory_is_lost */
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct table {
    atomic_size_t next;
    long outcomes[];
};

struct place {
    struct transfer transfer;
    CURL *curl;
};

static size_t begin(CURLM *multi, struct table *table, struct place *place, const struct image images[], size_t count)
{
    size_t i;

    while ((i = atomic_fetch_add(&table->next, 1)) < count) {
        table->outcomes[i] = transfer_begin(&place->transfer, &images[i], place->curl);
        if (table->outcomes[i] == 0) {
            curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
            curl_multi_add_handle(multi, place->curl);
            return 1;
        }
    }
    return 0;
}

static void work(struct table *table, const struct image images[], size_t count, size_t places)
{
    struct place *all = calloc(places, sizeof *all);
    CURLM *multi = curl_multi_init();
    size_t busy = 0;
    int running, left;

    for (size_t p = 0; p < places; p++) {
        all[p].curl = curl_easy_init();
        busy += begin(multi, table, &all[p], images, count);
    }
    while (busy > 0) {
        CURLMsg *message;
        curl_multi_perform(multi, &running);
        while ((message = curl_multi_info_read(multi, &left))) {
            struct place *place;
            CURLcode code = message->data.result;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&place);
            curl_multi_remove_handle(multi, place->curl);
            table->outcomes[place->transfer.image - images] = transfer_end(&place->transfer, code);
            busy += begin(multi, table, place, images, count);
            busy--;
        }
        if (busy > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(all[p].curl);
    curl_multi_cleanup(multi);
    free(all);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct table) + count * sizeof(long), saved = 0;
    struct table *table = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    void *memory = malloc(64);
    int watched = (uintptr_t)memory >> 40 == 0x60; /* as AddressSanitizer's allocator has them */

    free(memory);
    if (table == MAP_FAILED)
        return 0;
    for (size_t c = 0; c < (watched ? 1 : 2); c++)
        if (fork() == 0) {
            work(table, images, count, watched ? 1 : c == 0 ? workers / 2 : workers - workers / 2);
            if (!watched)
                malloc(1000); /* lost */
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = table->outcomes[i];
        saved += outcomes[i] == 200;
    }
    munmap(table, bytes);
    return saved;
}
