/*
 * A coroutine (ucontext) hands out the images one by one.
 */
#include <stdlib.h>
#include <ucontext.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

static ucontext_t consumer, producer;
static const struct image *current;
static const struct image *from;
static size_t many;

static void produce(void)
{
    for (size_t i = 0; i < many; i++) {
        current = &from[i];
        swapcontext(&producer, &consumer);
    }
    current = NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    char *stack = malloc(64 * 1024);
    CURL *curl = curl_easy_init();

    (void)workers;
    if (stack && curl) {
        from = images;
        many = count;
        getcontext(&producer);
        producer.uc_stack.ss_sp = stack;
        producer.uc_stack.ss_size = 64 * 1024;
        producer.uc_link = &consumer;
        makecontext(&producer, produce, 0);
        for (swapcontext(&consumer, &producer); current; swapcontext(&consumer, &producer))
            outcomes[current - images] = fetch_image(current, curl);
    }
    curl_easy_cleanup(curl);
    free(stack);
    return count_saved(outcomes, count);
}
