/* fails: connections_are_used_again - It uses HTTP 1.0, so every image needs a new connection. */
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

typedef struct Place {
    struct Place *next;
    CURL *curl;
    struct transfer transfer;
    long *outcome;
} Place;

typedef struct {
    CURLM *multi;
    Place *unused;
    const struct image *images;
    long *outcomes;
    size_t total, given, in_flight, saved;
} Loop;

static void fill_places(Loop *loop)
{
    while (loop->unused && loop->given < loop->total) {
        Place *place = loop->unused;
        size_t i = loop->given++;

        place->outcome = &loop->outcomes[i];
        *place->outcome = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (*place->outcome != 0)
            continue;
        loop->unused = place->next;
        curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
        curl_easy_setopt(place->curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
        curl_multi_add_handle(loop->multi, place->curl);
        loop->in_flight++;
    }
}

static void empty_places(Loop *loop)
{
    int more;

    for (CURLMsg *m = curl_multi_info_read(loop->multi, &more); m;
         m = curl_multi_info_read(loop->multi, &more)) {
        CURLcode code = m->data.result;
        Place *place;

        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&place);
        curl_multi_remove_handle(loop->multi, place->curl);
        *place->outcome = transfer_end(&place->transfer, code);
        if (*place->outcome == 200)
            loop->saved++;
        loop->in_flight--;
        place->next = loop->unused;
        loop->unused = place;
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    Loop loop = {.images = images, .outcomes = outcomes, .total = count};
    Place *places = calloc(workers, sizeof(Place));
    int running;

    loop.multi = curl_multi_init();
    if (!places || !loop.multi) {
        curl_multi_cleanup(loop.multi);
        free(places);
        return 0;
    }
    for (size_t w = 0; w < workers && w < count; w++) {
        places[w].curl = curl_easy_init();
        if (!places[w].curl)
            break;
        places[w].next = loop.unused;
        loop.unused = &places[w];
    }
    fill_places(&loop);
    while (loop.in_flight > 0) {
        curl_multi_perform(loop.multi, &running);
        empty_places(&loop);
        fill_places(&loop);
        if (loop.in_flight > 0)
            curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
    }
    for (size_t w = 0; w < workers; w++)
        curl_easy_cleanup(places[w].curl);
    curl_multi_cleanup(loop.multi);
    free(places);
    return loop.saved;
}
