/* fails: a_slow_image_holds_up_no_other - however many have ended in a turn, one new image is begun for them. */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

struct place {
    struct place *below;
    CURL *curl;
    struct transfer transfer;
};

struct loop {
    const struct image *images;
    long *outcomes;
    size_t count, next, running;
    CURLM *multi;
    struct place *unused;
};

/* Begin one image, if there is a place and an image. */
static int begin_one(struct loop *loop)
{
    while (loop->unused && loop->next < loop->count && !interrupted()) {
        struct place *place = loop->unused;
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (loop->outcomes[i] != 0)
            continue;
        loop->unused = place->below;
        curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
        curl_multi_add_handle(loop->multi, place->curl);
        loop->running++;
        return 1;
    }
    return 0;
}

/* Has any ended? */
static int end_all(struct loop *loop)
{
    CURLMsg *message;
    int left, any = 0;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURLcode code = message->data.result;
        struct place *place;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&place);
        curl_multi_remove_handle(loop->multi, place->curl);
        loop->outcomes[place->transfer.image - loop->images] = transfer_end(&place->transfer, code);
        loop->running--;
        place->below = loop->unused;
        loop->unused = place;
        any = 1;
    }
    return any;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .outcomes = outcomes, .count = count, .multi = curl_multi_init()};
    struct place *places = calloc(workers, sizeof *places);
    size_t saved = 0;
    int ignored;

    interrupt_watch();
    for (size_t w = 0; w < workers; w++) {
        places[w].curl = curl_easy_init();
        places[w].below = loop.unused;
        loop.unused = &places[w];
    }
    while (begin_one(&loop))
        continue;
    while (loop.running > 0) {
        curl_multi_perform(loop.multi, &ignored);
        if (end_all(&loop))
            begin_one(&loop);
        if (loop.running > 0)
            curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
    }
    for (size_t w = 0; w < workers; w++)
        curl_easy_cleanup(places[w].curl);
    curl_multi_cleanup(loop.multi);
    free(places);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
