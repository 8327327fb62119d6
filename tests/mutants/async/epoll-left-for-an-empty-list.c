/* fails: no_image_and_one_image (nothing_is_left_behind); flavours: address - It leaves its epoll descriptor open after an empty list. */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct engine {
    CURLM *multi;
    int epoll;
    bool armed;
    long long due; /* milliseconds of the monotonic clock, when armed */
    const struct image *images;
    size_t count, next, in_flight;
    long *outcomes;
};

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int on_timer(CURLM *multi, long timeout, void *context)
{
    struct engine *engine = context;

    (void)multi;
    engine->armed = timeout >= 0;
    engine->due = now_ms() + timeout;
    return 0;
}

static int on_socket(CURL *curl, curl_socket_t fd, int what, void *context, void *known)
{
    struct engine *engine = context;
    struct epoll_event event = {.data.fd = fd};

    (void)curl;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(engine->epoll, EPOLL_CTL_DEL, fd, &event);
        return 0;
    }
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(engine->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    curl_multi_assign(engine->multi, fd, engine);
    return 0;
}

static void start(struct engine *engine, struct transfer *transfer, CURL *curl)
{
    while (engine->next < engine->count) {
        size_t i = engine->next++;
        engine->outcomes[i] = transfer_begin(transfer, &engine->images[i], curl);
        if (engine->outcomes[i] == 0) {
            curl_multi_add_handle(engine->multi, curl);
            engine->in_flight++;
            return;
        }
    }
}

static void finish(struct engine *engine)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(engine->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(engine->multi, curl);
        engine->outcomes[transfer->image - engine->images] = transfer_end(transfer, code);
        engine->in_flight--;
        start(engine, transfer, curl);
    }
}

static void turn(struct engine *engine)
{
    struct epoll_event events[16];
    int running, timeout = -1;

    if (engine->armed) {
        long long wait = engine->due - now_ms();
        timeout = wait > 0 ? (int)wait : 0;
    }
    int ready = epoll_wait(engine->epoll, events, 16, timeout);
    for (int e = 0; e < ready; e++) {
        int flags = (events[e].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                    (events[e].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                    (events[e].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(engine->multi, events[e].data.fd, flags, &running);
    }
    if (engine->armed && now_ms() >= engine->due) {
        engine->armed = false;
        curl_multi_socket_action(engine->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    finish(engine);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct engine engine = {.multi = curl_multi_init(),
                            .epoll = epoll_create1(EPOLL_CLOEXEC),
                            .images = images,
                            .count = count,
                            .outcomes = outcomes};
    size_t places = workers < count ? workers : count, saved = 0;
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **curls = calloc(places + 1, sizeof *curls);

    if (count == 0) {
        curl_multi_cleanup(engine.multi);
        free(curls);
        free(transfers);
        return 0;
    }
    if (engine.multi && engine.epoll >= 0 && transfers && curls) {
        curl_multi_setopt(engine.multi, CURLMOPT_SOCKETFUNCTION, on_socket);
        curl_multi_setopt(engine.multi, CURLMOPT_SOCKETDATA, &engine);
        curl_multi_setopt(engine.multi, CURLMOPT_TIMERFUNCTION, on_timer);
        curl_multi_setopt(engine.multi, CURLMOPT_TIMERDATA, &engine);
        for (size_t p = 0; p < places; p++)
            if ((curls[p] = curl_easy_init()))
                start(&engine, &transfers[p], curls[p]);
        while (engine.in_flight > 0)
            turn(&engine);
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(curls[p]);
    }
    curl_multi_cleanup(engine.multi);
    if (engine.epoll >= 0)
        close(engine.epoll);
    free(curls);
    free(transfers);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
