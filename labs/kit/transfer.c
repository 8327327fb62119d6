/*
 * transfer.c - one transfer with libcurl, from temporary file to finished image.
 *
 * An image grows in `<path>.part`, which is renamed when it is whole. A rename is atomic, so a file at `path`
 * is always a whole image, even if the program is killed half-way.
 */
#include "transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "http_only.h"
#include "progress.h"
#include "work.h"

#define MOST_REDIRECTS 5L

static struct transfer_settings settings = {.give_up_after = 30000};

void transfer_configure(struct transfer_settings given)
{
    settings = given;
}

/* The name of the temporary file. Returns false if the name is too long. */
static bool part_name(char name[PATH_MAX], const struct image *image)
{
    int length = snprintf(name, PATH_MAX, "%s.part", image->path);

    return length > 0 && length < PATH_MAX;
}

/* libcurl's write callback. If it returns fewer bytes than it got, libcurl stops with CURLE_WRITE_ERROR. */
static size_t save_bytes(char *bytes, size_t size, size_t count, void *context)
{
    const struct transfer *transfer = context;
    size_t length = size * count, saved = 0;

    while (saved < length) {
        ssize_t written = write(transfer->file, bytes + saved, length - saved);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        saved += (size_t)written;
    }
    return saved;
}

/* Whether the handle has served this transfer before. Then only the URL has to be set again. */
static bool is_prepared(const struct transfer *transfer)
{
    char *owner = NULL;

    curl_easy_getinfo(transfer->curl, CURLINFO_PRIVATE, &owner);
    return owner == (const char *)transfer;
}

static void set_options(struct transfer *transfer)
{
    CURL *curl = transfer->curl;

    curl_easy_reset(curl);
    http_only(curl);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, MOST_REDIRECTS);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "fetchlab");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, save_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);

    /* Without this, libcurl may raise SIGALRM for its time limits, and no threaded program survives that. */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);

    /* This limits the whole transfer with all waiting. Only this limit is exact in every interface of
     * libcurl. */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, settings.give_up_after);

    /* If bytes arrive in the last millisecond, curl_multi_socket_action() of libcurl 7.88 takes its timer as
     * expired, and waits forever. A speed limit over a time of 0 limits nothing, but sets a timer that
     * returns every second. */
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);

    if (settings.fresh_connections) {
        curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    }
}

long transfer_begin(struct transfer *transfer, const struct image *image, CURL *curl)
{
    char part[PATH_MAX];

    *transfer = (struct transfer){.image = image, .curl = curl, .file = -1};
    if (part_name(part, image))
        transfer->file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (transfer->file < 0) {
        progress_step();
        return -CURLE_WRITE_ERROR;
    }
    if (!is_prepared(transfer))
        set_options(transfer);
    curl_easy_setopt(curl, CURLOPT_URL, image->url);
    return 0;
}

long transfer_end(struct transfer *transfer, CURLcode code)
{
    char part[PATH_MAX];
    const char *path = transfer->image->path;
    long outcome = -(long)code;

    if (code == CURLE_OK)
        curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &outcome);
    /* Some file systems report a failed write only now. */
    if (close(transfer->file) != 0 && outcome == 200)
        outcome = -CURLE_WRITE_ERROR;
    transfer->file = -1;

    if (part_name(part, transfer->image)) {
        if (outcome == 200 && rename(part, path) != 0)
            outcome = -CURLE_WRITE_ERROR;
        if (outcome != 200)
            unlink(part);
    }
    if (outcome == 200)
        work_on_image(path, settings.work);
    progress_step();
    return outcome;
}

long fetch_image(const struct image *image, CURL *curl)
{
    struct transfer transfer;
    long refused = transfer_begin(&transfer, image, curl);

    if (refused != 0)
        return refused;
    return transfer_end(&transfer, curl_easy_perform(curl));
}

void transfer_abandon(const struct image *image)
{
    char part[PATH_MAX];

    if (part_name(part, image))
        unlink(part);
}
