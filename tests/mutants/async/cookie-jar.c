/* fails: every_image_is_saved (nothing_is_left_behind) - It leaves a cookie file in /tmp. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct slot {
    CURL *curl;
    struct transfer transfer;
};

struct state {
    CURLM *multi;
    const struct image *images;
    long *outcomes;
    size_t count, next, active;
};

/* Begin the next image in this slot; one that cannot begin is passed over. */
static void begin(struct state *s, struct slot *slot)
{
    while (s->next < s->count) {
        size_t i = s->next++;
        long refused = transfer_begin(&slot->transfer, &s->images[i], slot->curl);
        if (refused == 0) {
            curl_easy_setopt(slot->curl, CURLOPT_COOKIEJAR, "/tmp/cookies.txt");
            curl_multi_add_handle(s->multi, slot->curl);
            s->active++;
            return;
        }
        s->outcomes[i] = refused;
    }
}

static void collect(struct state *s)
{
    CURLMsg *msg;
    int left;

    while ((msg = curl_multi_info_read(s->multi, &left)) != NULL) {
        CURLcode result = msg->data.result;
        CURL *curl = msg->easy_handle;
        struct transfer *transfer;

        if (msg->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(curl, CURLINFO_PRIVATE, &transfer);
        curl_multi_remove_handle(s->multi, curl);
        size_t i = transfer->image - s->images;
        s->outcomes[i] = transfer_end(transfer, result);
        s->active--;
        /* the transfer is a member of its slot */
        begin(s, (struct slot *)((char *)transfer - offsetof(struct slot, transfer)));
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct state s = {.images = images, .outcomes = outcomes, .count = count};
    size_t slots_used = workers < count ? workers : count, saved = 0;
    struct slot *slots;

    if (count == 0)
        return 0;
    slots = calloc(slots_used, sizeof *slots);
    s.multi = curl_multi_init();
    if (slots && s.multi) {
        for (size_t k = 0; k < slots_used; k++) {
            slots[k].curl = curl_easy_init();
            if (slots[k].curl)
                begin(&s, &slots[k]);
        }
        while (s.active > 0) {
            int running;
            curl_multi_perform(s.multi, &running);
            collect(&s);
            if (s.active > 0)
                curl_multi_poll(s.multi, NULL, 0, 1000, NULL);
        }
        for (size_t k = 0; k < slots_used; k++)
            curl_easy_cleanup(slots[k].curl);
    }
    curl_multi_cleanup(s.multi);
    free(slots);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}
