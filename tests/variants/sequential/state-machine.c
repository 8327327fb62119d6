/*
 * A table of functions, one for each state, leads from image to image.
 */
#include "kit/image.h"
#include "kit/transfer.h"

enum state { BEGIN, PERFORM, END, FINISHED };

struct walk {
    const struct image *image, *past_the_last;
    long *outcome;
    size_t saved;
    CURL *curl;
    CURLcode code;
    struct transfer transfer;
};

static enum state next_image(struct walk *walk)
{
    walk->saved += *walk->outcome == 200;
    walk->image++;
    walk->outcome++;
    return walk->image == walk->past_the_last ? FINISHED : BEGIN;
}

static enum state begin(struct walk *walk)
{
    *walk->outcome = transfer_begin(&walk->transfer, walk->image, walk->curl);
    return *walk->outcome == 0 ? PERFORM : next_image(walk);
}

static enum state perform(struct walk *walk)
{
    walk->code = curl_easy_perform(walk->curl);
    return END;
}

static enum state end(struct walk *walk)
{
    *walk->outcome = transfer_end(&walk->transfer, walk->code);
    return next_image(walk);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static enum state (*const steps[])(struct walk *) = {
        [BEGIN] = begin,
        [PERFORM] = perform,
        [END] = end,
    };
    struct walk walk = {.image = images, .past_the_last = images + count, .outcome = outcomes};
    enum state state = count > 0 ? BEGIN : FINISHED;

    (void)workers;
    walk.curl = curl_easy_init();
    if (!walk.curl) {
        for (size_t i = 0; i < count; i++)
            outcomes[i] = -CURLE_OUT_OF_MEMORY;
        return 0;
    }
    while (state != FINISHED)
        state = steps[state](&walk);
    curl_easy_cleanup(walk.curl);
    return walk.saved;
}
