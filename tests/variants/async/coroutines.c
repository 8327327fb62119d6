/*
 * Each place is a coroutine (ucontext) with its own stack. It reads like the sequential lab, and yields
 * where it would wait.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
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

#define STACK (256 * 1024)

struct scheduler;

struct coroutine {
    ucontext_t context;
    void *stack;
    struct scheduler *scheduler;
    CURL *curl;
    CURLcode code; /* what the loop says when it goes on */
};

struct scheduler {
    ucontext_t loop;
    CURLM *multi;
    const struct image *images;
    long *outcomes;
    size_t count, next, flying;
};

/* The transfer on this handle, from start to end, as seen by a coroutine. */
static CURLcode perform(struct coroutine *self)
{
    struct scheduler *scheduler = self->scheduler;

    curl_easy_setopt(self->curl, CURLOPT_PRIVATE, self);
    curl_multi_add_handle(scheduler->multi, self->curl);
    scheduler->flying++;
    swapcontext(&self->context, &scheduler->loop);
    return self->code;
}

static struct coroutine *starting;

static void live(void)
{
    struct coroutine *self = starting;
    struct scheduler *scheduler = self->scheduler;

    while (scheduler->next < scheduler->count) {
        size_t i = scheduler->next++;
        struct transfer transfer;
        scheduler->outcomes[i] = transfer_begin(&transfer, &scheduler->images[i], self->curl);
        if (scheduler->outcomes[i] == 0)
            scheduler->outcomes[i] = transfer_end(&transfer, perform(self));
    }
    swapcontext(&self->context, &scheduler->loop); /* never to come back */
}

static void resume_ended(struct scheduler *scheduler)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(scheduler->multi, &left))) {
        struct coroutine *ended;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&ended);
        curl_multi_remove_handle(scheduler->multi, ended->curl);
        scheduler->flying--;
        ended->code = code;
        swapcontext(&scheduler->loop, &ended->context);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct scheduler scheduler = {
        .multi = curl_multi_init(), .images = images, .outcomes = outcomes, .count = count};
    size_t n = workers < count ? workers : count;
    struct coroutine *coroutines = calloc(n + 1, sizeof *coroutines);
    int running;

    for (size_t c = 0; scheduler.multi && coroutines && c < n; c++) {
        struct coroutine *one = &coroutines[c];
        one->scheduler = &scheduler;
        one->curl = curl_easy_init();
        one->stack =
            mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
        if (!one->curl || one->stack == MAP_FAILED)
            continue;
        getcontext(&one->context);
        one->context.uc_stack.ss_sp = one->stack;
        one->context.uc_stack.ss_size = STACK;
        one->context.uc_link = &scheduler.loop;
        makecontext(&one->context, live, 0);
        starting = one;
        swapcontext(&scheduler.loop, &one->context);
    }
    while (scheduler.flying > 0) {
        curl_multi_perform(scheduler.multi, &running);
        resume_ended(&scheduler);
        if (scheduler.flying > 0)
            curl_multi_poll(scheduler.multi, NULL, 0, 1000, NULL);
    }
    for (size_t c = 0; coroutines && c < n; c++) {
        curl_easy_cleanup(coroutines[c].curl);
        if (coroutines[c].stack && coroutines[c].stack != MAP_FAILED)
            munmap(coroutines[c].stack, STACK);
    }
    curl_multi_cleanup(scheduler.multi);
    free(coroutines);
    return count_saved(outcomes, count);
}
