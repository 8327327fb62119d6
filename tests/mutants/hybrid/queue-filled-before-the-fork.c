/* fails: whatever_the_list_and_the_server_do (hang) - the numbers of all images are written into a pipe before there is a child that reads them; it holds 64 KiB, 8192 of them: with a longer list the parent waits for room for ever; breaks image.h "Download `count` images". */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

struct report {
    size_t image;
    long outcome;
};

struct child {
    const struct image *images;
    size_t count;
    int queue; /* pipe with the numbers of all images */
    CURLM *multi;
    size_t active;
    int out; /* pipe to the parent */
};

static void note(struct child *child, size_t image, long outcome)
{
    struct report report = {image, outcome};

    /* less than PIPE_BUF, so nobody else's bytes come between */
    if (write(child->out, &report, sizeof report) < 0)
        _exit(1);
}

static void begin_next(struct child *child, struct transfer *transfer, CURL *curl)
{
    size_t i;

    while (!interrupted() && read(child->queue, &i, sizeof i) == (ssize_t)sizeof i) {
        long refused = transfer_begin(transfer, &child->images[i], curl);
        if (refused == 0) {
            curl_multi_add_handle(child->multi, curl);
            child->active++;
            return;
        }
        note(child, i, refused);
    }
}

static void run_loop(struct child *child)
{
    while (child->active > 0) {
        CURLMsg *message;
        int n;
        curl_multi_perform(child->multi, &n);
        while ((message = curl_multi_info_read(child->multi, &n))) {
            CURL *curl = message->easy_handle;
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
            curl_multi_remove_handle(child->multi, curl);
            size_t image = transfer->image - child->images;
            note(child, image, transfer_end(transfer, code));
            child->active--;
            begin_next(child, transfer, curl);
        }
        if (child->active > 0)
            curl_multi_poll(child->multi, NULL, 0, 1000, NULL);
    }
}

static void child_main(struct child child, size_t places)
{
    struct transfer *transfers = calloc(places, sizeof *transfers);
    CURL **curls = calloc(places, sizeof *curls);

    child.multi = curl_multi_init();
    for (size_t p = 0; p < places; p++) {
        curls[p] = curl_easy_init();
        begin_next(&child, &transfers[p], curls[p]);
    }
    run_loop(&child);
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(curls[p]);
    curl_multi_cleanup(child.multi);
    free(curls);
    free(transfers);
}

/* All that comes over this pipe until its other end is closed. */
static size_t receive(int in, long outcomes[])
{
    struct report report;
    char *at = (char *)&report;
    size_t have = 0, saved = 0;
    ssize_t n;

    while ((n = read(in, at + have, sizeof report - have)) > 0) {
        have += n;
        if (have < sizeof report)
            continue;
        outcomes[report.image] = report.outcome;
        saved += report.outcome == 200;
        have = 0;
    }
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    size_t children = cpus > 2 ? (size_t)cpus : 2, saved = 0;
    struct child child = {.images = images, .count = count};

    if (children > workers / 2)
        children = workers / 2 ? workers / 2 : 1;
    int ends[2], queue[2];
    if (pipe(ends) != 0)
        return 0;
    child.out = ends[1];
    interrupt_watch();
    if (pipe(queue) != 0)
        return 0;
    child.queue = queue[0];
    for (size_t i = 0; i < count; i++) /* all of them; then its end */
        if (write(queue[1], &i, sizeof i) < 0)
            return 0;
    close(queue[1]);
    for (size_t c = 0; c < children; c++)
        if (fork() == 0) {
            close(ends[0]);
            child_main(child, workers / children + (c < workers % children));
            _exit(0);
        }
    close(ends[1]);
    close(queue[0]);
    saved = receive(ends[0], outcomes);
    while (wait(NULL) > 0)
        continue;
    close(ends[0]);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    return saved;
}
