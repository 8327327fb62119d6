/*
 * A write callback of its own collects each body in memory. The body goes to the file when it is whole.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
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

struct seat {
    CURL *curl;
    struct transfer transfer;
    char *body;
    size_t length, room;
};

static size_t keep(char *bytes, size_t size, size_t number, void *context)
{
    struct seat *seat = context;
    size_t more = size * number;

    if (seat->length + more > seat->room) {
        size_t room = seat->room ? seat->room : 1000;
        while (room < seat->length + more)
            room += room / 2;
        char *body = realloc(seat->body, room);
        if (!body)
            return 0;
        seat->body = body;
        seat->room = room;
    }
    memcpy(seat->body + seat->length, bytes, more);
    seat->length += more;
    return more;
}

static CURLcode write_body(const struct seat *seat)
{
    for (size_t done = 0; done < seat->length;) {
        ssize_t written = write(seat->transfer.file, seat->body + done, seat->length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return CURLE_WRITE_ERROR;
        done += (size_t)written;
    }
    return CURLE_OK;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t n = workers < count ? workers : count, next = 0, idle = 0, active = 0;
    struct seat seats[n + 1], *unused[n + 1];
    CURLM *multi = curl_multi_init();
    int left;

    memset(seats, 0, sizeof seats);
    for (size_t s = 0; s < n; s++)
        if ((seats[s].curl = curl_easy_init()))
            unused[idle++] = &seats[s];
    for (;;) {
        while (multi && idle > 0 && next < count) {
            struct seat *seat = unused[idle - 1];
            size_t i = next++;
            outcomes[i] = transfer_begin(&seat->transfer, &images[i], seat->curl);
            if (outcomes[i] != 0)
                continue;
            seat->length = 0;
            curl_easy_setopt(seat->curl, CURLOPT_WRITEFUNCTION, keep);
            curl_easy_setopt(seat->curl, CURLOPT_WRITEDATA, seat);
            curl_multi_add_handle(multi, seat->curl);
            idle--;
            active++;
        }
        if (active == 0)
            break;
        CURLMcode error = curl_multi_perform(multi, &left);
        if (error != CURLM_OK)
            break;
        size_t ended = 0;
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)); ended++) {
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            struct seat *seat = (struct seat *)((char *)transfer - offsetof(struct seat, transfer));
            long status = 0;
            curl_multi_remove_handle(multi, seat->curl);
            curl_easy_getinfo(seat->curl, CURLINFO_RESPONSE_CODE, &status);
            if (code == CURLE_OK && status == 200)
                code = write_body(seat);
            outcomes[transfer->image - images] = transfer_end(transfer, code);
            unused[idle++] = seat;
            active--;
        }
        if (ended == 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (size_t s = 0; s < n; s++) {
        curl_easy_cleanup(seats[s].curl);
        free(seats[s].body);
    }
    curl_multi_cleanup(multi);
    return count_saved(outcomes, count);
}
