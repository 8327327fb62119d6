/*
 * An image that cannot begin wakes the next curl_multi_poll() through an eventfd, so the loop tries the
 * next one at once.
 */
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}

struct state {
    CURLM *multi;
    int again; /* an eventfd: there are places to fill */
    const struct image *images;
    long *outcomes;
    size_t count, next, busy;
};

struct place {
    CURL *curl;
    struct transfer transfer;
    int taken;
};

/* One image for this place; if it cannot begin, another turn will try the next. */
static void fill(struct state *state, struct place *place)
{
    const uint64_t one = 1;

    if (place->taken || !place->curl || state->next == state->count)
        return;
    size_t i = state->next++;
    state->outcomes[i] = transfer_begin(&place->transfer, &state->images[i], place->curl);
    if (state->outcomes[i] == 0) {
        curl_multi_add_handle(state->multi, place->curl);
        place->taken = 1;
        state->busy++;
    } else if (write(state->again, &one, sizeof one) != sizeof one) {
        curl_multi_wakeup(state->multi);
    }
}

static void empty(struct state *state, struct place places[], size_t n)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(state->multi, &left)))
        for (size_t p = 0; p < n; p++)
            if (places[p].taken && places[p].curl == message->easy_handle) {
                CURLcode code = message->data.result;
                curl_multi_remove_handle(state->multi, places[p].curl);
                state->outcomes[places[p].transfer.image - state->images] =
                    transfer_end(&places[p].transfer, code);
                places[p].taken = 0;
                state->busy--;
                fill(state, &places[p]);
                break;
            }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct state state = {
        curl_multi_init(), eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), images, outcomes, count, 0, 0};
    size_t n = workers < count ? workers : count;
    struct place *places = calloc(n + 1, sizeof *places);
    int running;

    if (state.multi && state.again >= 0 && places) {
        size_t usable = 0;
        for (size_t p = 0; p < n; p++)
            usable += (places[p].curl = curl_easy_init()) != NULL;
        while (usable > 0 && (state.busy > 0 || state.next < count)) {
            struct curl_waitfd extra = {.fd = state.again, .events = CURL_WAIT_POLLIN};
            uint64_t times;
            for (size_t p = 0; p < n; p++)
                fill(&state, &places[p]);
            curl_multi_perform(state.multi, &running);
            empty(&state, places, n);
            if (state.busy > 0 || state.next < count)
                curl_multi_poll(state.multi, &extra, 1, 1000000, NULL);
            if (read(state.again, &times, sizeof times) < 0)
                continue;
        }
    }
    for (size_t p = 0; places && p < n; p++)
        curl_easy_cleanup(places[p].curl);
    curl_multi_cleanup(state.multi);
    if (state.again >= 0)
        close(state.again);
    free(places);
    return count_saved(outcomes, count);
}
