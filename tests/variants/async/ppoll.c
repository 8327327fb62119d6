/*
 * It sleeps in ppoll() on the descriptors that curl_multi_fdset() names, and lets SIGUSR1 in only there.
 */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>
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

static void wait_for_any(CURLM *multi, const sigset_t *meanwhile)
{
    struct pollfd list[FD_SETSIZE];
    fd_set in, out, bad;
    int most = -1;
    nfds_t n = 0;
    long ms = -1;

    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_ZERO(&bad);
    curl_multi_fdset(multi, &in, &out, &bad, &most);
    for (int fd = 0; fd <= most; fd++) {
        short events = (FD_ISSET(fd, &in) ? POLLIN : 0) | (FD_ISSET(fd, &out) ? POLLOUT : 0);
        if (events)
            list[n++] = (struct pollfd){.fd = fd, .events = events};
    }
    curl_multi_timeout(multi, &ms);
    if (ms < 0 || ms > 2000)
        ms = 2000;
    if (n == 0 && ms > 50)
        ms = 50;
    struct timespec span = {ms / 1000, ms % 1000 * 1000000};
    ppoll(list, n, &span, meanwhile);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t n = workers < count ? workers : count, next = 0, active = 0;
    struct transfer *transfers = calloc(n + 1, sizeof *transfers);
    CURL **curls = calloc(n + 1, sizeof *curls);
    CURLM *multi = curl_multi_init();
    sigset_t one, before;

    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);
    sigprocmask(SIG_BLOCK, &one, &before);
    if (transfers && curls && multi) {
        size_t made = 0;
        for (;;) {
            CURLMsg *message;
            int left;
            while (made < n && next < count) { /* a place that has never been used */
                if (!curls[made] && !(curls[made] = curl_easy_init()))
                    break;
                outcomes[next] = transfer_begin(&transfers[made], &images[next], curls[made]);
                if (outcomes[next++] == 0) {
                    curl_multi_add_handle(multi, curls[made++]);
                    active++;
                }
            }
            if (active == 0)
                break;
            curl_multi_perform(multi, &left);
            size_t before_messages = active;
            while ((message = curl_multi_info_read(multi, &left))) {
                CURL *curl = message->easy_handle;
                CURLcode code = message->data.result;
                struct transfer *transfer;
                curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
                curl_multi_remove_handle(multi, curl);
                outcomes[transfer->image - images] = transfer_end(transfer, code);
                active--;
                while (next < count) {
                    outcomes[next] = transfer_begin(transfer, &images[next], curl);
                    if (outcomes[next++] == 0) {
                        curl_multi_add_handle(multi, curl);
                        active++;
                        before_messages = 0; /* there is something to perform at once */
                        break;
                    }
                }
            }
            if (active > 0 && before_messages != 0)
                wait_for_any(multi, &before);
        }
        for (size_t p = 0; p < n; p++)
            curl_easy_cleanup(curls[p]);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    curl_multi_cleanup(multi);
    free(curls);
    free(transfers);
    return count_saved(outcomes, count);
}
