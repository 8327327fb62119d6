/* lab: threads - one goes round many multi handles. fails: by_threads_of_one_process */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct place {
    struct transfer transfer;
    CURL *curl;
    CURLM *multi;
    bool busy;
};

static volatile bool over;
static const struct image *list;
static long *results;
static size_t next, all;

static void *show(void *nothing)
{
    while (!__atomic_load_n(&over, __ATOMIC_SEQ_CST))
        usleep(2000);
    return nothing;
}

static void begin(struct place *place)
{
    while (!place->busy && next < all) {
        size_t i = next++;
        results[i] = transfer_begin(&place->transfer, &list[i], place->curl);
        if (results[i] == 0) {
            curl_multi_add_handle(place->multi, place->curl);
            place->busy = true;
        }
    }
}

static void go_on(struct place *place)
{
    int running, left;

    curl_multi_perform(place->multi, &running);
    CURLMsg *message = curl_multi_info_read(place->multi, &left);
    if (!message)
        return;
    CURLcode code = message->data.result;
    curl_multi_remove_handle(place->multi, place->curl);
    place->busy = false;
    results[place->transfer.image - list] = transfer_end(&place->transfer, code);
    begin(place);
}

static void go_round(struct place places[], size_t count)
{
    bool busy = true;

    for (size_t p = 0; p < count; p++) {
        places[p].curl = curl_easy_init();
        places[p].multi = curl_multi_init();
        begin(&places[p]);
    }
    while (busy) {
        busy = false;
        for (size_t p = 0; p < count; p++) {
            if (places[p].busy)
                go_on(&places[p]);
            busy |= places[p].busy;
        }
        if (busy)
            usleep(2000);
    }
    for (size_t p = 0; p < count; p++) {
        curl_easy_cleanup(places[p].curl);
        curl_multi_cleanup(places[p].multi);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t places = workers < count ? workers : count, started = 0, saved = 0;
    struct place *all_places = calloc(places + 1, sizeof *all_places);
    pthread_t *threads = calloc(places + 1, sizeof *threads);

    list = images;
    results = outcomes;
    next = 0;
    all = count;
    __atomic_store_n(&over, false, __ATOMIC_SEQ_CST);
    while (started + 1 < places && pthread_create(&threads[started], NULL, show, NULL) == 0)
        started++;
    go_round(all_places, places);
    __atomic_store_n(&over, true, __ATOMIC_SEQ_CST);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(all_places);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
