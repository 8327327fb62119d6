/* lab: hybrid - one loop does it all; children hold on to its sockets. fails: by_a_few_loops_side_by_side */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define SHOWN 3

struct loop {
    const struct image *images;
    size_t count, next, in_flight;
    long *outcomes;
    CURLM *multi;
};

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    while (loop->next < loop->count) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(transfer, &loop->images[i], curl);
        if (loop->outcomes[i] == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
    }
}

static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(loop->multi, curl);
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

/* Whatever is open here is open in them, too. */
static size_t show_children(pid_t shown[])
{
    size_t count = 0;

    while (count < SHOWN && (shown[count] = fork()) >= 0) {
        if (shown[count] == 0)
            for (;;)
                pause();
        count++;
    }
    return count;
}

static size_t run(struct loop *loop, pid_t shown[], size_t workers)
{
    size_t count = 0;
    int running;

    /* Long enough for the requests to be on their way. */
    for (int turn = 0; loop->in_flight > 0; turn++) {
        curl_multi_perform(loop->multi, &running);
        if (turn == 3 && workers > 1)
            count = show_children(shown);
        finish_ended(loop);
        if (loop->in_flight > 0)
            curl_multi_poll(loop->multi, NULL, 0, turn < 3 ? 20 : 1000, NULL);
    }
    return count;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .multi = curl_multi_init()};
    size_t places = workers < count ? workers : count, saved = 0;
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);
    pid_t shown[SHOWN];

    for (size_t p = 0; p < places; p++)
        start_next(&loop, &transfers[p], handles[p] = curl_easy_init());
    size_t children = run(&loop, shown, workers);
    for (size_t c = 0; c < children; c++) {
        kill(shown[c], SIGKILL);
        waitpid(shown[c], NULL, 0);
    }
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(handles[p]);
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
