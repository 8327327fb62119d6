/*
 * Every transfer has a new easy handle; the multi handle is what keeps the connections.
 */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct state {
    const struct image *images, *next, *end;
    long *outcomes;
    size_t in_flight;
    CURLM *multi;
};

static void fail(struct state *state, const struct image *image, struct transfer *transfer, CURL *curl,
                 long outcome)
{
    state->outcomes[image - state->images] = outcome;
    curl_easy_cleanup(curl);
    free(transfer);
}

/* Start the next image that can be started. */
static void start_next(struct state *state)
{
    while (state->next < state->end) {
        const struct image *image = state->next++;
        struct transfer *transfer = malloc(sizeof *transfer);
        CURL *curl = curl_easy_init();
        long refused = transfer && curl ? transfer_begin(transfer, image, curl) : -CURLE_OUT_OF_MEMORY;

        if (refused == 0) {
            curl_multi_add_handle(state->multi, curl);
            state->in_flight++;
            return;
        }
        fail(state, image, transfer, curl, refused);
    }
}

static void finish(struct state *state, const CURLMsg *message)
{
    CURL *curl = message->easy_handle;
    CURLcode code = message->data.result;
    struct transfer *transfer;

    curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
    curl_multi_remove_handle(state->multi, curl);
    state->outcomes[transfer->image - state->images] = transfer_end(transfer, code);
    state->in_flight--;
    curl_easy_cleanup(curl);
    free(transfer);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct state state = {.images = images, .next = images, .end = images + count, .outcomes = outcomes};
    size_t saved = 0;
    CURLMsg *message;
    int running, left;

    state.multi = curl_multi_init();
    if (!state.multi) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_OUT_OF_MEMORY;
        return 0;
    }
    curl_multi_setopt(state.multi, CURLMOPT_MAXCONNECTS, (long)workers);
    while (state.in_flight < workers && state.next < state.end)
        start_next(&state);
    while (state.in_flight > 0) {
        curl_multi_perform(state.multi, &running);
        while ((message = curl_multi_info_read(state.multi, &left))) {
            finish(&state, message);
            start_next(&state);
        }
        if (state.in_flight > 0)
            curl_multi_poll(state.multi, NULL, 0, LONGEST_SLEEP, NULL);
    }
    curl_multi_cleanup(state.multi);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
