/*
 * The images that are left are a stack without a lock. Its top has a version number that each change
 * increases, so that an old top is recognised (ABA).
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NONE UINT32_MAX

struct stack {
    const struct image *images;
    long *outcomes;
    atomic_uint_least64_t top; /* 32 bits each: how many changes, and the image */
    uint32_t *next;
};

static bool take(struct stack *stack, size_t *i)
{
    uint_least64_t top = atomic_load(&stack->top), after;

    do {
        if ((uint32_t)top == NONE)
            return false;
        after = ((top >> 32) + 1) << 32 | stack->next[(uint32_t)top];
    } while (!atomic_compare_exchange_weak(&stack->top, &top, after));
    *i = (uint32_t)top;
    return true;
}

static void *work(void *argument)
{
    struct stack *stack = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take(stack, &i))
        stack->outcomes[i] = fetch_image(&stack->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    struct stack stack = {
        .images = images, .outcomes = outcomes, .next = calloc(count + 1, sizeof *stack.next)};

    if (threads && stack.next) {
        for (size_t i = 0; i < count; i++)
            stack.next[i] = i + 1 < count ? (uint32_t)i + 1 : NONE;
        atomic_init(&stack.top, count > 0 ? 0 : NONE);
        while (started < wanted && pthread_create(&threads[started], NULL, work, &stack) == 0)
            started++;
        for (size_t t = 0; t < started; t++)
            pthread_join(threads[t], NULL);
    }
    free(stack.next);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
