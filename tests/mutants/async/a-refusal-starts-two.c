/* fails: an_image_that_cannot_be_saved_stops_nothing - where an image is refused two others are begun in its place. */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct context {
    CURLM *multi;
    const struct image *images;
    long *outcomes;
    size_t count, next, pending;
};

static void next_one(struct context *c)
{
    if (c->next == c->count)
        return;
    size_t i = c->next++;
    struct transfer *t = malloc(sizeof *t);
    CURL *curl = curl_easy_init();
    c->outcomes[i] = transfer_begin(t, &c->images[i], curl);
    if (c->outcomes[i] != 0) {
        curl_easy_cleanup(curl);
        free(t);
        next_one(c); /* another one in its place */
        if (c->next == c->count)
            return;
        next_one(c);
        return;
    }
    curl_multi_add_handle(c->multi, curl);
    c->pending++;
}

static void finished(struct context *c, CURL *curl, CURLcode code)
{
    struct transfer *t;

    curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&t);
    curl_multi_remove_handle(c->multi, curl);
    long outcome = transfer_end(t, code);
    c->outcomes[t->image - c->images] = outcome;
    c->pending--;
    curl_easy_cleanup(curl);
    free(t);
    next_one(c);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct context c = {curl_multi_init(), images, outcomes, count, 0, 0};
    size_t saved = 0;

    for (size_t w = 0; w < workers; w++)
        next_one(&c);
    while (c.pending) {
        CURLMsg *m;
        int n;
        curl_multi_perform(c.multi, &n);
        while ((m = curl_multi_info_read(c.multi, &n)))
            finished(&c, m->easy_handle, m->data.result);
        if (c.pending)
            curl_multi_poll(c.multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(c.multi);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
