/*
 * curl_multi_wait() sleeps, which returns at once where there is no socket yet, and a place is a struct.
 */
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP   500   /* milliseconds */
#define WITHOUT_SOCKETS 10000 /* microseconds */

struct place {
    CURL *curl;
    struct transfer transfer;
};

struct list {
    const struct image *images;
    long *outcomes;
    size_t count, next;
};

/* Fill the place with the next image. How many transfers that makes more: 1 or 0. */
static size_t fill(struct place *place, struct list *list, CURLM *multi)
{
    for (; place->curl && list->next < list->count; list->next++) {
        long *outcome = &list->outcomes[list->next];
        *outcome = transfer_begin(&place->transfer, &list->images[list->next], place->curl);
        if (*outcome != 0)
            continue;
        /* transfer_begin() has set CURLOPT_PRIVATE to the transfer; the place is what we want back. */
        curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
        curl_multi_add_handle(multi, place->curl);
        list->next++;
        return 1;
    }
    return 0;
}

/* End what has ended and fill its place again. Returns how many places stay empty. */
static size_t harvest(struct list *list, CURLM *multi)
{
    size_t emptied = 0;
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(multi, &left))) {
        CURLcode code = message->data.result;
        struct place *place;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&place);
        curl_multi_remove_handle(multi, place->curl);
        list->outcomes[place->transfer.image - list->images] = transfer_end(&place->transfer, code);
        emptied += 1 - fill(place, list, multi);
    }
    return emptied;
}

static void run(struct list *list, CURLM *multi, size_t in_flight)
{
    int running, sockets;

    while (in_flight > 0) {
        curl_multi_perform(multi, &running);
        in_flight -= harvest(list, multi);
        if (in_flight == 0)
            break;
        curl_multi_wait(multi, NULL, 0, LONGEST_SLEEP, &sockets);
        if (sockets == 0)
            usleep(WITHOUT_SOCKETS);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct list list = {.images = images, .outcomes = outcomes, .count = count};
    size_t size = workers < count ? workers : count, in_flight = 0, saved = 0;
    struct place *places = calloc(size + 1, sizeof *places);
    CURLM *multi = curl_multi_init();

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (places && multi) {
        for (size_t p = 0; p < size; p++) {
            places[p].curl = curl_easy_init();
            in_flight += fill(&places[p], &list, multi);
        }
        run(&list, multi, in_flight);
        for (size_t p = 0; p < size; p++)
            curl_easy_cleanup(places[p].curl);
    }
    curl_multi_cleanup(multi);
    free(places);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
