/*
 * A stack of images, and a semaphore that is a descriptor (eventfd) and counts what is on it.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct stack {
    int counted; /* images on it, and one more for each worker: nothing, which sends him home */
    pthread_mutex_t mutex;
    size_t height;
    const struct image *images;
    long *outcomes;
};

struct worker {
    pthread_t thread;
    CURL *curl;
    struct stack *stack;
};

static void count_up(struct stack *stack, uint64_t by)
{
    if (write(stack->counted, &by, sizeof by) != (ssize_t)sizeof by)
        abort(); /* only ever beyond 2^64 */
}

static void count_down(struct stack *stack)
{
    uint64_t one;

    while (read(stack->counted, &one, sizeof one) != (ssize_t)sizeof one)
        continue; /* interrupted */
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct stack *stack = worker->stack;

    for (;;) {
        count_down(stack);
        pthread_mutex_lock(&stack->mutex);
        size_t height = stack->height;
        if (height > 0)
            stack->height--;
        pthread_mutex_unlock(&stack->mutex);
        if (height == 0)
            return NULL;
        stack->outcomes[height - 1] = fetch_image(&stack->images[height - 1], worker->curl);
    }
}

static size_t start_workers(struct worker workers[], size_t wanted, struct stack *stack)
{
    size_t started = 0;

    for (; started < wanted; started++) {
        workers[started] = (struct worker){.curl = curl_easy_init(), .stack = stack};
        if (!workers[started].curl)
            break;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) {
            curl_easy_cleanup(workers[started].curl);
            break;
        }
    }
    return started;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0;
    struct worker *pool = calloc(wanted + 1, sizeof *pool);
    struct stack stack = {
        .counted = eventfd(0, EFD_SEMAPHORE | EFD_CLOEXEC),
        .mutex = PTHREAD_MUTEX_INITIALIZER,
        .height = count,
        .images = images,
        .outcomes = outcomes,
    };

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (pool && stack.counted >= 0) {
        size_t started = start_workers(pool, wanted, &stack);
        count_up(&stack, count + started);
        for (size_t w = 0; w < started; w++) {
            pthread_join(pool[w].thread, NULL);
            curl_easy_cleanup(pool[w].curl);
        }
    }
    if (stack.counted >= 0)
        close(stack.counted);
    pthread_mutex_destroy(&stack.mutex);
    free(pool);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
