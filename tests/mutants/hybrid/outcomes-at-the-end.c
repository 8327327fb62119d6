/* fails: a_killed_child_costs_its_own_images_alone; flavours: address - a child tells its outcomes when it has done all of its images: they are lost with it. */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
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
    atomic_size_t *next; /* shared */
    CURLM *multi;
    size_t active;
    struct report *reports; /* its own */
    size_t reported;
};

static void note(struct child *child, size_t image, long outcome)
{
    child->reports[child->reported++] = (struct report){image, outcome};
}

static void begin_next(struct child *child, struct transfer *transfer, CURL *curl)
{
    size_t i;

    while (!interrupted() && (i = atomic_fetch_add(child->next, 1)) < child->count) {
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

static void send_all(int out, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(out, bytes, size);
        if (n <= 0)
            return;
        bytes += n;
        size -= n;
    }
}

static void child_main(struct child child, size_t places, int out)
{
    struct transfer *transfers = calloc(places, sizeof *transfers);
    CURL **curls = calloc(places, sizeof *curls);

    child.multi = curl_multi_init();
    child.reports = calloc(child.count, sizeof *child.reports);
    for (size_t p = 0; p < places; p++) {
        curls[p] = curl_easy_init();
        begin_next(&child, &transfers[p], curls[p]);
    }
    run_loop(&child);
    send_all(out, (char *)child.reports, child.reported * sizeof *child.reports);
    for (size_t p = 0; p < places; p++)
        curl_easy_cleanup(curls[p]);
    curl_multi_cleanup(child.multi);
    free(child.reports);
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
    int in[children];
    interrupt_watch();
    child.next = mmap(NULL, sizeof *child.next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (size_t c = 0; c < children; c++) {
        int ends[2];
        if (pipe(ends) != 0)
            return 0;
        if (fork() == 0) {
            for (size_t d = 0; d < c; d++)
                close(in[d]);
            close(ends[0]);
            child_main(child, workers / children + (c < workers % children), ends[1]);
            _exit(0);
        }
        close(ends[1]);
        in[c] = ends[0];
    }
    for (size_t c = 0; c < children; c++) {
        saved += receive(in[c], outcomes);
        close(in[c]);
    }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    munmap(child.next, sizeof *child.next);
    return saved;
}
